import { actionChangeInWords } from '#domain/plan/action-words.ts'
import type { EntryChange } from '#client/data/entries.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { momentInWords } from '#client/ui/moment-words.ts'
import { StatePill } from '#client/ui/state-pill.tsx'
import { Loading } from './plan-parts.tsx'

/** Who changed what of an action and when, newest first. */
export function ActionHistory({ changes }: { changes: readonly EntryChange[] }) {
  const { clock } = useTablet()
  const sites = useSites()
  if (sites === undefined) return <Loading />
  const about = { names: sites.nameOf, today: clock.today() }
  const made = changes.filter(({ action }) => action === 'patch')
  return (
    <section className="sheet stack" aria-labelledby="action-history">
      <h2 id="action-history">Changes</h2>
      {made.length === 0 && <p className="muted">None since the plan was taken in.</p>}
      {made.length > 0 && (
        <ol className="plan-list" aria-label="Changes">
          {made.map(({ opId, by, at, set, was, settled }) => (
            <li key={opId}>
              <p className="plan-facts">
                <b>{by}</b> <span>{momentInWords(at, clock.now())}</span>
                {!settled && <StatePill state="on-this-tablet" />}
              </p>
              <ul className="small">
                {Object.entries(set).map(([path, value]) => (
                  <li key={path}>{actionChangeInWords(path, was[path] ?? null, value, about)}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
