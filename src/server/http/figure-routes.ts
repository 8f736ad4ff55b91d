import { Hono } from 'hono'
import type { AppDeps, AppEnv } from './deps.ts'
import { problem } from './problem.ts'
import { requireTablet } from './require-tablet.ts'

/** `GET /` tells which years of the county's figures there are; `GET /:year/:tag` hands one of them out. Rules CT-1 to CT-4. */
export function figureRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.use(requireTablet(deps))

  routes.get('/', async (context) => {
    const list = await deps.workLimit.run(() => deps.countyFigures.list())
    return list === null ? problem(context, 'busy') : context.json(list)
  })

  routes.get('/:year/:tag', (context) => {
    const { year, tag } = context.req.param()
    const text = deps.countyFigures.year(Number(year), tag)
    if (text === null) return problem(context, 'not-found')
    return context.body(text, 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  return routes
}
