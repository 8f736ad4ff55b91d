import { lazy, Suspense } from 'react'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useWaiting } from '#client/data/waiting.ts'
import { useConnection } from '#client/sync/connection-store.ts'
import { SyncNowButton } from '#client/ui/sync-now.tsx'
import { contactInWords, tallyInWords } from '#client/ui/sync-words.ts'

const AttentionLine = lazy(async () => {
  // Should it not come, the bar still says what needs attention.
  const line = await import('./attention-line.tsx').catch(() => null)
  return { default: line?.AttentionLine ?? (() => null) }
})

/** Whether everything is safe, in one line, with a way to try at once. */
export function TabletState() {
  const waiting = useWaiting()
  const { status, lastContactAt } = useConnection()
  const { clock } = useTablet()
  if (waiting === undefined) return null
  return (
    <section className="sheet stack" aria-labelledby="state-heading">
      <h2 id="state-heading">This tablet</h2>
      <Suspense>
        <AttentionLine />
      </Suspense>
      <div className="row">
        <p>
          <b>{tallyInWords(waiting)}</b>
          <br />
          <span className="muted small first-upper">{contactInWords(lastContactAt, clock.now())}</span>
        </p>
        <span className="push">
          <SyncNowButton busy={status === 'syncing'} />
        </span>
      </div>
    </section>
  )
}
