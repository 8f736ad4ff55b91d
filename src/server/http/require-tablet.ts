import type { Context, MiddlewareHandler } from 'hono'
import { secretHash } from '../identity/secrets.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { problem } from './problem.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Lets only tablets through that the server knows, and has not revoked. Rule EN-4. */
export function requireTablet(deps: Pick<AppDeps, 'store' | 'clock'>): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const credential = bearerOf(context)
    if (credential === undefined) return problem(context, 'not-enrolled')
    const credentialHash = secretHash(credential)
    const tablet = await deps.store.findTablet(credentialHash)
    if (tablet === null) return problem(context, 'not-enrolled')
    context.set('tablet', tablet)
    context.set('credentialHash', credentialHash)
    context.set('lineage', tablet.lineage)
    const now = deps.clock()
    if (now - tablet.lastSeenAt >= DAY_MS) await deps.store.tabletSeen(tablet.lineage, now)
    return next()
  }
}

function bearerOf(context: Context<AppEnv>): string | undefined {
  return /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1]
}
