import type { EntryChange } from '#client/data/entries.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { momentInWords } from '#client/ui/moment-words.ts'
import { StatePill } from '#client/ui/state-pill.tsx'
import { fieldInWords, valueInWords } from '#domain/records/fact-words.ts'
import type { RecordNames } from '#domain/records/record-names.ts'
import './entry-history.css'

const ACTION_WORDS: Record<EntryChange['action'], string> = {
  create: 'logged it',
  patch: 'corrected it',
  void: 'made it void',
  restore: 'restored it',
  resolve: 'settled it',
  withdraw: 'withdrew what the county had not taken',
}

/** Who changed what and when, newest first. */
export function EntryHistory({
  kind,
  changes,
  names,
}: {
  kind: string
  changes: readonly EntryChange[]
  names: RecordNames
}) {
  return (
    <section className="sheet stack" aria-labelledby="history-heading">
      <h2 id="history-heading">History</h2>
      <ol className="history">
        {changes.map((change) => (
          <Change key={change.opId} kind={kind} change={change} names={names} />
        ))}
      </ol>
    </section>
  )
}

function Change({ kind, change, names }: { kind: string; change: EntryChange; names: RecordNames }) {
  const { clock } = useTablet()
  const about = { kind, names, today: clock.today() }
  return (
    <li>
      <p className="row row-tight">
        <span>
          <b>{change.by}</b> {ACTION_WORDS[change.action]}, {momentInWords(change.at, clock.now())}
        </span>
        {!change.settled && <StatePill state="on-this-tablet" />}
      </p>
      {change.action === 'withdraw' && <p className="small muted">Why: {String(change.set['reason'])}</p>}
      {change.action === 'patch' && (
        <ul className="history-fields small">
          {Object.entries(change.set).map(([path, value]) => (
            <li key={path}>
              {fieldInWords(path, kind)}: from {valueInWords(path, change.was[path], about)} to{' '}
              <b>{valueInWords(path, value, about)}</b>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
