import type { MiddlewareHandler } from 'hono'
import type { AppDeps, AppEnv } from './deps.ts'

/** One line for each request. Never a query, a header or a body: secrets travel in those. */
export function requestLog({
  clock,
  newId,
  log,
}: Pick<AppDeps, 'clock' | 'newId' | 'log'>): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const startedAt = clock()
    const requestId = newId()
    context.set('requestId', requestId)
    await next()
    const { method, path } = context.req
    const about = { requestId, method, path, status: context.res.status, ms: clock() - startedAt }
    log.info({ ...about, lineage: context.get('lineage') }, 'request')
  }
}
