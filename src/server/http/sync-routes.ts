import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import {
  briefPullRequestSchema,
  carryRequestSchema,
  forkRequestSchema,
  keepRequestSchema,
  OLDEST_PROTOCOL,
  PROTOCOL_VERSION,
  pullRequestSchema,
  pushRequestSchema,
} from '#sync/messages.ts'
import { acceptCarry } from '../sync/accept-carry.ts'
import { acceptKeep } from '../sync/accept-keep.ts'
import { acceptPush } from '../sync/accept-push.ts'
import { answerBriefPull, answerPull } from '../sync/answer-pull.ts'
import { pullReply1, pushReply1 } from '../sync/protocol-1.ts'
import type { SyncDeps } from '../sync/settle-operations.ts'
import { forkTablet } from '../identity/fork.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { noticeStream } from './notice-stream.ts'
import { problem } from './problem.ts'
import { readRequest } from './read-request.ts'
import { requireTablet } from './require-tablet.ts'
import { sendJson } from './send-json.ts'

const anyPullSchema = v.union([briefPullRequestSchema, pullRequestSchema])

/** What tablets send and ask for, for enrolled tablets only. */
export function syncRoutes(deps: AppDeps, sync: SyncDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.use(requireTablet(deps))

  /** Answers when there is room for it; what changed something is looked for at once by those who listen. */
  const answer = async (context: Context<AppEnv>, work: () => Promise<Response>): Promise<Response> =>
    (await deps.workLimit.run(work)) ?? problem(context, 'busy')

  routes.post('/push', async (context) => {
    const request = await readRequest(context, pushRequestSchema, OLDEST_PROTOCOL)
    if (request instanceof Response) return request
    return answer(context, async () => {
      const reply = await acceptPush(sync, request)
      deps.notices.look()
      if (reply === null) return problem(context, 'unreadable')
      return sendJson(context, request.protocol === PROTOCOL_VERSION ? reply : pushReply1(reply))
    })
  })

  routes.post('/pull', async (context) => {
    const request = await readRequest(context, anyPullSchema, OLDEST_PROTOCOL)
    if (request instanceof Response) return request
    return answer(context, async () => {
      if ('as' in request) {
        const reply = await answerBriefPull(deps, context.get('tablet'), request)
        return reply === null ? problem(context, 'unreadable') : sendJson(context, reply)
      }
      const isNow = request.protocol === PROTOCOL_VERSION
      const full = request.full || !isNow
      const reply = await answerPull(deps, context.get('tablet'), { ...request, full })
      return sendJson(context, isNow ? reply : pullReply1(reply))
    })
  })

  routes.post('/receipt', async (context) => {
    const request = await readRequest(context, keepRequestSchema)
    if (request instanceof Response) return request
    return answer(context, async () => sendJson(context, await acceptKeep(sync, request)))
  })

  routes.post('/carry', async (context) => {
    const request = await readRequest(context, carryRequestSchema)
    if (request instanceof Response) return request
    return answer(context, async () => {
      const reply = await acceptCarry(sync, request)
      deps.notices.look()
      return sendJson(context, reply)
    })
  })

  routes.post('/fork', async (context) => {
    const request = await readRequest(context, forkRequestSchema)
    if (request instanceof Response) return request
    return answer(context, async () => {
      const reply = await forkTablet(deps, request)
      return reply === null ? problem(context, 'not-this-tablet') : sendJson(context, reply)
    })
  })

  routes.get('/notices', async (context) => {
    const stream = await noticeStream(deps, context.get('tablet'), context.get('credentialHash'))
    if (stream === null) return problem(context, 'busy')
    // A proxy in between must not wait for more before it passes on what there is.
    return context.body(stream, 200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
  })
  return routes
}
