import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { RawRequest } from './raw-requests.ts'

/** How long the rest of a request is waited for that never comes. */
const PATIENCE_MS = 60
const BETWEEN_PARTS_MS = 2
/** Enough of an answer to look at. */
const KEPT_BYTES = 8_192

export interface RawAnswer {
  /** `closed` when the connection ended without a word, `open` when it was still open after the wait. */
  readonly status: number | 'closed' | 'open'
  readonly text: string
}

/** Sends bytes over a connection of their own, and takes the first of what comes back. */
export async function sendRaw(
  port: number,
  { parts, isWhole }: RawRequest,
  hangMs: number,
): Promise<RawAnswer> {
  const socket = connect({ port, host: '127.0.0.1' })
  let text = ''
  const answered = new Promise<'answered' | 'closed'>((resolve) => {
    socket.on('data', (bytes: Buffer) => {
      text = (text + bytes.toString('latin1')).slice(0, KEPT_BYTES)
      if (text.includes('\r\n\r\n')) resolve('answered')
    })
    socket.once('close', () => resolve('closed'))
    // A connection that was reset closes next.
    socket.on('error', () => undefined)
  })
  try {
    for (const part of parts) {
      socket.write(part)
      if (parts.length > 1) await pause(BETWEEN_PARTS_MS)
    }
    const late = new AbortController()
    const end = await Promise.race([
      answered,
      pause(isWhole ? hangMs : PATIENCE_MS, 'open' as const, { signal: late.signal }),
    ])
    late.abort()
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1]
    if (status !== undefined) return { status: Number(status), text }
    return { status: end === 'open' ? 'open' : 'closed', text }
  } finally {
    socket.destroy()
  }
}
