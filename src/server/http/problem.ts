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
  busy: 503,
} as const satisfies Record<ProblemCode, number>

/** How long a tablet is asked to stay away from a busy server. */
const BUSY_SECONDS = 10

/** Answers with a problem's stable code. What went wrong inside stands in the log, never in the answer. */
export function problem(context: Context<AppEnv>, code: ProblemCode): Response {
  if (code === 'busy') context.header('retry-after', String(BUSY_SECONDS))
  return context.json({ code }, STATUS[code], { 'cache-control': 'no-store' })
}
