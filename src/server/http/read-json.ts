import type { Context } from 'hono'
import { REQUEST_MAX_BYTES } from '#sync/messages.ts'
import type { AppEnv } from './deps.ts'

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: 'unreadable' | 'too-large' }

/** Reads a request's JSON, and stops reading as soon as it is longer than a request may be. */
export async function readJson(context: Context<AppEnv>): Promise<JsonBody> {
  const announced = Number(context.req.header('content-length') ?? 0)
  if (announced > REQUEST_MAX_BYTES) return { ok: false, code: 'too-large' }
  const { body } = context.req.raw
  if (body === null) return { ok: false, code: 'unreadable' }
  const bytes = await readUpTo(body, REQUEST_MAX_BYTES)
  if (bytes === null) return { ok: false, code: 'too-large' }
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown }
  } catch {
    return { ok: false, code: 'unreadable' }
  }
}

/** @returns `null` when there is more than `limit`; what lies beyond is never kept */
async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array | null> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    length += value.byteLength
    if (length > limit) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}
