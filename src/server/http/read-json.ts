import { gunzip } from 'node:zlib'
import type { Context } from 'hono'
import { REQUEST_MAX_BYTES } from '#sync/messages.ts'
import type { AppEnv } from './deps.ts'

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: 'unreadable' | 'too-large' }

type Bytes = { readonly ok: true; readonly bytes: Uint8Array } | Extract<JsonBody, { readonly ok: false }>

/** Reads a request's JSON, gzip or plain, and stops as soon as it is longer than a request may be. Rules TR-1 to TR-3. */
export async function readJson(context: Context<AppEnv>): Promise<JsonBody> {
  const sent = await readSent(context)
  if (!sent.ok) return sent
  const plain = await inflate(sent.bytes, context.req.header('content-encoding') ?? 'identity')
  if (!plain.ok) return plain
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(plain.bytes)
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    return { ok: false, code: 'unreadable' }
  }
}

async function readSent(context: Context<AppEnv>): Promise<Bytes> {
  const announced = Number(context.req.header('content-length') ?? 0)
  if (announced > REQUEST_MAX_BYTES) return { ok: false, code: 'too-large' }
  const { body } = context.req.raw
  if (body === null) return { ok: false, code: 'unreadable' }
  // A connection that broke off leaves nothing to read, and is no fault of ours.
  const bytes = await readUpTo(body, REQUEST_MAX_BYTES).catch(() => new Uint8Array())
  return bytes === null ? { ok: false, code: 'too-large' } : { ok: true, bytes }
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

/** Undoes gzip piece by piece, and stops at the piece that makes it longer than a request may be. */
async function inflate(bytes: Uint8Array, encoding: string): Promise<Bytes> {
  const name = encoding.trim().toLowerCase()
  if (name === 'identity') return { ok: true, bytes }
  if (name !== 'gzip') return { ok: false, code: 'unreadable' }
  return new Promise((resolve) => {
    gunzip(bytes, { maxOutputLength: REQUEST_MAX_BYTES }, (error, plain) => {
      if (error === null) return resolve({ ok: true, bytes: plain })
      const isLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      resolve({ ok: false, code: isLong ? 'too-large' : 'unreadable' })
    })
  })
}
