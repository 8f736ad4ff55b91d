import { actionChangeInWords } from '#domain/plan/action-words.ts'
import { fieldOf } from '#domain/records/fact-words.ts'
import type { EntryChange } from '#client/data/entries.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { momentInWords } from '#client/ui/moment-words.ts'
import { StatePill } from '#client/ui/state-pill.tsx'
import { Loading } from './plan-parts.tsx'

/** Who changed what of an action and when, newest first. */
export function ActionHistory({ changes }: { changes: readonly EntryChange[] }) {
  const { clock } = useTablet()
  const sites = useSites()
  const names = useRecordNames()
  if (sites === undefined || names === undefined) return <Loading />
  const nameOf = (id: string): string => (id.startsWith('site/') ? sites.nameOf(id) : names(id))
  const about = { names: nameOf, today: clock.today() }
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
                {Object.entries(set)
                  // Said by the change of the wording itself.
                  .filter(([path]) => fieldOf(path) !== 'earlier')
                  .map(([path, value]) => (
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
