import { notBefore, retryDelayMs } from '#sync/back-off.ts'
import { readCredential } from '../data/open-tablet.ts'
import type { Tablet } from '../data/tablet.ts'
import { chunksOf, letGo, within } from './deadline.ts'
import { noticeReader } from './event-stream.ts'
import { strangerIn } from './transport.ts'

const FIRST_BYTE_MS = 30_000
/** The server says something every 25 seconds; a link that is silent for longer is dead. */
const IDLE_MS = 60_000
/** A server that has no notices, or none for this tablet, is asked again seldom. */
const NOT_OFFERED_MS = 15 * 60_000

export interface NoticeListener {
  /** A scope has news up to `head`. May come late, twice or never. */
  onNews(scope: string, head: number): void
  onConnected(isConnected: boolean): void
}

/**
 * Listens to the server's change notices until stopped, through any number of broken links. They only make
 * news come sooner: whatever goes wrong here, polling goes on. Rules NT-10 to NT-13.
 *
 * @returns a function that stops listening
 */
export function listenToNotices(tablet: Pick<Tablet, 'db' | 'device'>, listener: NoticeListener): () => void {
  const notices = new NoticeLink(tablet, listener)
  void notices.open()
  return () => notices.stop()
}

class NoticeLink {
  readonly #tablet: Pick<Tablet, 'db' | 'device'>
  readonly #listener: NoticeListener
  #cut = new AbortController()
  #timer: number | undefined
  #isStopped = false
  #failures = 0

  constructor(tablet: Pick<Tablet, 'db' | 'device'>, listener: NoticeListener) {
    this.#tablet = tablet
    this.#listener = listener
  }

  async open(): Promise<void> {
    const { timers, random } = this.#tablet.device
    this.#cut = new AbortController()
    // Any break of the link ends here: no signal, silence, a deploy of the server.
    const namedMs = await this.#listen().catch(() => null)
    if (this.#isStopped) return
    this.#listener.onConnected(false)
    this.#failures += 1
    const delayMs = notBefore(namedMs, retryDelayMs({ kind: 'captive' }, this.#failures, random()))
    this.#timer = timers.set(() => void this.open(), delayMs)
  }

  stop(): void {
    this.#isStopped = true
    this.#cut.abort()
    if (this.#timer !== undefined) this.#tablet.device.timers.clear(this.#timer)
  }

  /** @returns how long the server wants to be left alone; null when it did not say */
  async #listen(): Promise<number | null> {
    const { timers, clock } = this.#tablet.device
    const cut = this.#cut
    const response = await within(timers, FIRST_BYTE_MS, cut, this.#ask(cut.signal))
    const stranger = strangerIn(response, /\bevent-stream\b/i, clock.now())
    if (stranger !== null) {
      letGo(response)
      if (stranger.kind === 'busy') return stranger.retryAfterMs
      return response.status >= 400 ? NOT_OFFERED_MS : null
    }
    const read = noticeReader()
    let chunks = 0
    for await (const chunk of chunksOf(response, { timers, cut, idleMs: IDLE_MS })) {
      if (this.#isStopped) break
      chunks += 1
      // Something on the way that ends every link right after its greeting is not asked ever faster.
      if (chunks > 1) this.#failures = 0
      this.#listener.onConnected(true)
      for (const { scope, head } of read(chunk)) this.#listener.onNews(scope, head)
    }
    return null
  }

  async #ask(signal: AbortSignal): Promise<Response> {
    const credential = await readCredential(this.#tablet)
    return this.#tablet.device.fetch('/api/sync/notices', {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${credential}` },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      signal,
    })
  }
}
