import type * as v from 'valibot'
import type { noticeSchema } from '#sync/messages.ts'
import { mayRead } from '../identity/rights.ts'
import type { Tablet, TabletRights } from '../storage/record-store.ts'
import type { AppDeps } from './deps.ts'

/** Shorter than the half minute after which proxies give up on a connection that says nothing. */
const BEAT_MS = 25_000
/** Notices that a tablet may be behind by; one that reads no more is let go, and asks again when it can. */
const MAX_BEHIND = 64

/**
 * A stream of server-sent events with the news of the scopes a tablet may read: a greeting at once, then
 * a notice for each scope that moves. Rights are looked at again with every beat. Rules NT-1 to NT-4.
 *
 * @returns `null` when too many listen already
 */
export async function noticeStream(
  { notices, store }: Pick<AppDeps, 'notices' | 'store'>,
  tablet: Tablet,
  credentialHash: string,
): Promise<ReadableStream<Uint8Array> | null> {
  const pipe = openPipe()
  let rights: TabletRights = tablet
  const stop = await notices.listen({
    lineage: tablet.lineage,
    mayRead: (scope) => mayRead(rights, scope),
    tell: (scope, head) => {
      const notice: v.InferOutput<typeof noticeSchema> = { scope, head }
      pipe.write(`data: ${JSON.stringify(notice)}\n\n`)
    },
    end: () => pipe.end(),
  })
  if (stop === null) return null
  const beat = setInterval(() => {
    pipe.write(': still here\n\n')
    store.findTablet(credentialHash).then(
      (found) => (found === null ? pipe.end() : (rights = found)),
      () => pipe.end(),
    )
  }, BEAT_MS)
  beat.unref()
  pipe.onEnd(() => {
    clearInterval(beat)
    stop()
  })
  pipe.write(': hello\n\n')
  return pipe.stream
}

interface Pipe {
  readonly stream: ReadableStream<Uint8Array>
  write(text: string): void
  end(): void
  /** Runs when either side ends it. */
  onEnd(run: () => void): void
}

function openPipe(): Pipe {
  const encoder = new TextEncoder()
  let sink: ReadableStreamDefaultController<Uint8Array> | null = null
  let atEnd: () => void = () => undefined
  const finish = (): void => {
    sink = null
    atEnd()
  }
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        sink = controller
      },
      cancel: finish,
    },
    { highWaterMark: MAX_BEHIND },
  )
  const end = (): void => {
    if (sink === null) return
    sink.close()
    finish()
  }
  return {
    stream,
    write: (text) => {
      if (sink === null) return
      if ((sink.desiredSize ?? 0) > 0) sink.enqueue(encoder.encode(text))
      else end()
    },
    end,
    onEnd: (run) => {
      atEnd = run
      if (sink === null) run()
    },
  }
}
