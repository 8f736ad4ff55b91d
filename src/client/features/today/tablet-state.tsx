import { useTablet } from '#client/data/tablet-context.tsx'
import { useWaiting } from '#client/data/waiting.ts'
import { useConnection } from '#client/sync/connection-store.ts'
import { SyncNowButton } from '#client/ui/sync-now.tsx'
import { contactInWords, tallyInWords } from '#client/ui/sync-words.ts'

/** Whether everything is safe, in one line, with a way to try at once. */
export function TabletState() {
  const waiting = useWaiting()
  const { status, lastContactAt } = useConnection()
  const { clock } = useTablet()
  if (waiting === undefined) return null
  return (
    <section className="sheet stack" aria-labelledby="state-heading">
      <h2 id="state-heading">This tablet</h2>
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
