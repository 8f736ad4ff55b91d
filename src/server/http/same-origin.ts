import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from './deps.ts'
import { problem } from './problem.ts'

/**
 * Lets a POST through only as JSON from our own pages, so that no other page can make a browser
 * spend an enrolment code or tries at one.
 */
export function ownPostsOnly(publicOrigin: string): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    if (context.req.method === 'POST' && !(isJson(context) && isOwn(context, publicOrigin))) {
      return problem(context, 'unreadable')
    }
    return next()
  }
}

function isJson(context: Context<AppEnv>): boolean {
  const [type = ''] = (context.req.header('content-type') ?? '').split(';', 1)
  return type.trim().toLowerCase() === 'application/json'
}

function isOwn(context: Context<AppEnv>, publicOrigin: string): boolean {
  const site = context.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return false
  const origin = context.req.header('origin')
  if (origin === undefined || origin === publicOrigin) return true
  // The same server may be reached under another name, on a developer's machine say; a page may only
  // post to the very host it came from.
  return URL.canParse(origin) && new URL(origin).host === context.req.header('host')
}
