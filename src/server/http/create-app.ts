import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { AppDeps, AppEnv } from './deps.ts'
import { enrolRoutes } from './enrol-routes.ts'
import { figureRoutes } from './figure-routes.ts'
import { problem } from './problem.ts'
import { publicRoutes } from './public-routes.ts'
import { requestLog } from './request-log.ts'
import { ownPostsOnly } from './same-origin.ts'
import { securityHeaders } from './security-headers.ts'
import { staticClient } from './static-client.ts'
import { syncLog } from './sync-log.ts'
import { syncRoutes } from './sync-routes.ts'

/** The whole server but its port: `createApp(deps).request(…)` is a server in a test. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const { store, clock } = deps
  const app = new Hono<AppEnv>()
  app.use(requestLog(deps))
  app.use(securityHeaders(deps.publicOrigin))
  app.use(compress())

  app.get('/healthz', async (context) => {
    const service = await store.readService()
    return context.json({ ok: true, service: service?.name ?? null, epoch: service?.epoch ?? null })
  })

  app.use('/api/*', ownPostsOnly(deps.publicOrigin))
  app.use('/api/*', async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
  })
  app.route('/api/enrol', enrolRoutes(deps))
  app.route('/api/sync', syncRoutes(deps, { store, clock, log: syncLog(deps.log) }))
  app.route('/api/public', publicRoutes(deps))
  app.route('/api/figures', figureRoutes(deps))
  app.all('/api/*', (context) => problem(context, 'not-found'))
  if (deps.clientFolder !== null) app.route('/', staticClient(deps.clientFolder))

  app.notFound((context) => problem(context, 'not-found'))
  app.onError((error, context) => {
    deps.log.error({ requestId: context.get('requestId'), err: error }, 'failed')
    return problem(context, 'server-failed')
  })
  return app
}
