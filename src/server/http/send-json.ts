import type { Context } from 'hono'
import type { AppEnv } from './deps.ts'

/** A reply that says how long it is: one of a few hundred bytes then goes as it is, which compression would make longer. */
export function sendJson(context: Context<AppEnv>, value: unknown): Response {
  const text = JSON.stringify(value)
  return context.body(text, 200, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
  })
}
