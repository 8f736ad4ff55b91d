import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { AppEnv } from './deps.ts'

/** Below it compression makes a reply longer. */
const GZIP_FROM_BYTES = 1_024

const compressed = promisify(gzip)

/**
 * A reply that says how long it is. Compressed in one piece beside the event loop, a page of the feed takes half
 * as long as piece by piece on the way out, as anything else is.
 */
export async function sendJson(context: Context<AppEnv>, value: unknown): Promise<Response> {
  const text = JSON.stringify(value)
  const length = Buffer.byteLength(text)
  const type = { 'content-type': 'application/json' }
  if (length < GZIP_FROM_BYTES || !takesGzip(context)) {
    return context.body(text, 200, { ...type, 'content-length': String(length) })
  }
  const bytes = await compressed(text)
  return context.body(bytes, 200, {
    ...type,
    'content-encoding': 'gzip',
    'content-length': String(bytes.byteLength),
    vary: 'accept-encoding',
  })
}

function takesGzip(context: Context<AppEnv>): boolean {
  return accepts(context, { header: 'Accept-Encoding', supports: ['gzip'], default: '' }) === 'gzip'
}
