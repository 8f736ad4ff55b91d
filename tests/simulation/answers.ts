import * as v from 'valibot'
import {
  carryRequestSchema,
  enrolRequestSchema,
  forkRequestSchema,
  keepRequestSchema,
  type ProblemCode,
  type PullReply,
  type PullRequest,
  pullRequestSchema,
  pushRequestSchema,
} from '#sync/messages.ts'
import { forkTablet } from '#server/identity/fork.ts'
import { enrolTablet } from '#server/identity/enrolment.ts'
import { secretHash } from '#server/identity/secrets.ts'
import { acceptCarry } from '#server/sync/accept-carry.ts'
import { acceptKeep } from '#server/sync/accept-keep.ts'
import { acceptPush } from '#server/sync/accept-push.ts'
import { answerPull } from '#server/sync/answer-pull.ts'
import type { Tablet } from '#server/storage/record-store.ts'
import type { SimServer } from './server.ts'

export type MessageName = 'push' | 'pull' | 'keep' | 'fork' | 'carry' | 'enrol'

export interface Sent {
  readonly message: MessageName
  readonly credential: string | undefined
  readonly text: string
}

export type Answer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: ProblemCode | 'unreachable' | 'busy' }

/** What the run wants to look at of a pull, before its reply goes out. */
export type PullWatch = (tablet: Tablet, request: PullRequest, reply: PullReply) => void

/** Answers a message as the routes do: by the tablet whose credential came with it, and for that tablet alone. */
export async function answer(server: SimServer, sent: Sent, watchPull: PullWatch): Promise<Answer> {
  const { deps } = server
  const body: unknown = JSON.parse(sent.text)
  if (sent.message === 'enrol') {
    const request = v.safeParse(enrolRequestSchema, body)
    if (!request.success) return problem('unreadable')
    const enrolled = await enrolTablet(deps, request.output)
    return enrolled.ok ? reply(enrolled.reply) : problem(enrolled.code)
  }
  const tablet =
    sent.credential === undefined ? null : await deps.store.findTablet(secretHash(sent.credential))
  if (tablet === null) return problem('not-enrolled')
  const named = v.safeParse(v.looseObject({ lineage: v.string() }), body)
  if (!named.success) return problem('unreadable')
  if (named.output.lineage !== tablet.lineage) return problem('not-this-tablet')
  switch (sent.message) {
    case 'push':
      return orUnreadable(await acceptPush(deps, v.parse(pushRequestSchema, body)))
    case 'pull': {
      const request = v.parse(pullRequestSchema, body)
      const pulled = await answerPull(deps, tablet, request)
      watchPull(tablet, request, pulled)
      return reply(pulled)
    }
    case 'keep':
      return reply(await acceptKeep(deps, v.parse(keepRequestSchema, body)))
    case 'carry':
      return reply(await acceptCarry(deps, v.parse(carryRequestSchema, body)))
    case 'fork': {
      const forked = await forkTablet(deps, v.parse(forkRequestSchema, body))
      return forked === null ? problem('not-this-tablet') : reply(forked)
    }
  }
}

function reply(value: unknown): Answer {
  return { ok: true, text: JSON.stringify(value) }
}

function orUnreadable(value: unknown): Answer {
  return value === null ? problem('unreadable') : reply(value)
}

function problem(code: ProblemCode): Answer {
  return { ok: false, code }
}
