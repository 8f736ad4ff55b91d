import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import type { AppEnv } from './deps.ts'

/** The build names everything here after its contents. */
const HASHED = '/assets/'

/**
 * Serves the built client. Files named after their contents are kept for ever; the page, the service
 * worker and the manifest are asked for again each time. Any other address that a browser opens is one
 * of the app's own, and gets the page.
 */
export function staticClient(folder: string): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.use(async (context, next) => {
    await next()
    const isHashed = context.req.path.startsWith(HASHED) && context.res.ok
    context.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  routes.use(etag())
  routes.use(serveStatic({ root: folder }))
  const page = serveStatic<AppEnv>({ root: folder, path: 'index.html' })
  routes.get('*', (context, next) => (opensPage(context) ? page(context, next) : next()))
  return routes
}

function opensPage(context: Context<AppEnv>): boolean {
  const isFile = /\.[a-z0-9]+$/i.test(context.req.path) || context.req.path.startsWith(HASHED)
  return !isFile && (context.req.header('accept') ?? '').includes('text/html')
}
