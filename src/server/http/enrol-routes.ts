import { Hono } from 'hono'
import * as v from 'valibot'
import { enrolOfferRequestSchema, enrolRequestSchema } from '#sync/messages.ts'
import { enrolTablet, readOffer } from '../identity/enrolment.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { problem } from './problem.ts'
import { readJson } from './read-json.ts'

/** `POST /offer` tells what a code is good for; `POST /` uses it up. */
export function enrolRoutes(deps: AppDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.use(async (context, next) => {
    const retryAfter = deps.rateLimit.retryAfter(deps.addressOf(context))
    if (retryAfter === null) return next()
    context.header('retry-after', String(retryAfter))
    return problem(context, 'too-many-tries')
  })

  routes.post('/offer', async (context) => {
    const body = await readJson(context)
    if (!body.ok) return problem(context, body.code)
    const request = v.safeParse(enrolOfferRequestSchema, body.value)
    if (!request.success) return problem(context, 'unreadable')
    const offered = await readOffer(deps, request.output.code)
    return offered.ok ? context.json(offered.offer) : problem(context, offered.code)
  })

  routes.post('/', async (context) => {
    const body = await readJson(context)
    if (!body.ok) return problem(context, body.code)
    const request = v.safeParse(enrolRequestSchema, body.value)
    if (!request.success) return problem(context, 'unreadable')
    const enrolled = await enrolTablet(deps, request.output)
    if (!enrolled.ok) return problem(context, enrolled.code)
    context.set('lineage', request.output.lineage)
    return context.json(enrolled.reply)
  })
  return routes
}
