import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { PROTOCOL_VERSION, pullRequestSchema, pushRequestSchema } from '#sync/messages.ts'
import { acceptPush, type SyncDeps } from '../sync/accept-push.ts'
import { answerPull } from '../sync/answer-pull.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { problem } from './problem.ts'
import { readJson } from './read-json.ts'
import { requireTablet } from './require-tablet.ts'

const protocolSchema = v.object({ protocol: v.number() })

/** `POST /push` and `POST /pull`, for enrolled tablets only. */
export function syncRoutes(deps: AppDeps, sync: SyncDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.use(requireTablet(deps))

  routes.post('/push', async (context) => {
    const request = await readRequest(context, pushRequestSchema)
    if (request instanceof Response) return request
    const reply = await acceptPush(sync, request)
    return reply === null ? problem(context, 'unreadable') : context.json(reply)
  })

  routes.post('/pull', async (context) => {
    const request = await readRequest(context, pullRequestSchema)
    if (request instanceof Response) return request
    return context.json(await answerPull(deps, context.get('tablet'), request))
  })
  return routes
}

/** @returns a problem in place of a request that is of another protocol, unreadable or another tablet's */
async function readRequest<Schema extends v.GenericSchema<unknown, { lineage: string }>>(
  context: Context<AppEnv>,
  schema: Schema,
): Promise<v.InferOutput<Schema> | Response> {
  const body = await readJson(context)
  if (!body.ok) return problem(context, body.code)
  const protocol = v.safeParse(protocolSchema, body.value)
  if (protocol.success && protocol.output.protocol !== PROTOCOL_VERSION)
    return problem(context, 'update-needed')
  const request = v.safeParse(schema, body.value)
  if (!request.success) return problem(context, 'unreadable')
  const isOwn = request.output.lineage === context.get('tablet').lineage
  return isOwn ? request.output : problem(context, 'not-this-tablet')
}
