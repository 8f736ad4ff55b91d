import type { Context } from 'hono'
import type { ProblemCode } from '#sync/messages.ts'
import type { AppEnv } from './deps.ts'

const STATUS = {
  unreadable: 400,
  'not-enrolled': 401,
  'not-this-tablet': 403,
  'not-found': 404,
  'code-unknown': 404,
  'update-needed': 409,
  'code-used': 410,
  'code-expired': 410,
  'too-large': 413,
  'site-not-offered': 422,
  'too-many-tries': 429,
  'server-failed': 500,
} as const satisfies Record<ProblemCode, number>

/** Answers with a problem's stable code. What went wrong inside stands in the log, never in the answer. */
export function problem(context: Context<AppEnv>, code: ProblemCode): Response {
  return context.json({ code }, STATUS[code], { 'cache-control': 'no-store' })
}
