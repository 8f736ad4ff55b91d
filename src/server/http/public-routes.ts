import { Hono } from 'hono'
import type * as v from 'valibot'
import type { publicListSchema } from '#sync/public-list.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { problem } from './problem.ts'
import { requireTablet } from './require-tablet.ts'

/** `GET /` lists the public reference data there is; `GET /:name/:hash` hands out one version of one of them. */
export function publicRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.use(requireTablet(deps))

  routes.get('/', (context) => {
    const list: v.InferOutput<typeof publicListSchema> = {
      files: deps.publicFiles.map(({ name, hash, bytes }) => ({ name, hash, bytes })),
    }
    return context.json(list)
  })

  routes.get('/:name/:hash', (context) => {
    const { name, hash } = context.req.param()
    const file = deps.publicFiles.find((one) => one.name === name && one.hash === hash)
    if (file === undefined) return problem(context, 'not-found')
    return context.body(file.text, 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  return routes
}
