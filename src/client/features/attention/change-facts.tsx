import { fieldInWords, fieldOf, valueInWords } from '#domain/records/fact-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { momentInWords } from '#client/ui/moment-words.ts'
import type { FieldValues, OperationAction } from '#sync/operation.ts'
import { useRecordNames } from '#client/data/record-names.ts'

interface Change {
  readonly kind: string
  readonly action: OperationAction
  readonly by: string
  readonly at: number
  readonly set: FieldValues
  /** Null where only the new values are known. */
  readonly was: FieldValues | null
}

const ACTION_WORDS: Record<OperationAction, string> = {
  create: 'logged this',
  patch: 'corrected this',
  void: 'made this void',
  restore: 'restored this',
  resolve: 'settled this',
  withdraw: 'withdrew this',
}

/** What a new session is known by; the rest of what its preset set would only hide it. */
const TELLING = ['counts', 'heldState', 'startTime', 'countMethod', 'note']
/** What goes without saying. */
const ORDINARY: readonly unknown[] = ['', null, 'held', 'counted']

/** Of a new entry what tells it from others, the count first; of a change everything. */
function shownOf({ kind, set, action }: Change): readonly (readonly [path: string, value: unknown])[] {
  const all = Object.entries(set)
  if (action !== 'create' || kind !== 'event-session') return all
  return TELLING.flatMap((field) =>
    all.filter(([path, value]) => fieldOf(path) === field && !ORDINARY.includes(value)),
  )
}

/** Who did what and when, and which values it was about. */
export function ChangeFacts({ change }: { change: Change }) {
  const { clock } = useTablet()
  const names = useRecordNames()
  if (names === undefined) return null
  const { kind, action, by, at, was } = change
  const about = { kind, names, today: clock.today() }
  const isNew = action === 'create'
  const shown = shownOf(change)
  return (
    <div className="stack stack-tight">
      <p>
        <b>{by}</b> {ACTION_WORDS[action]}, {momentInWords(at, clock.now())}
      </p>
      {shown.length > 0 && (
        <dl className="change-facts">
          {shown.map(([path, value]) => (
            <div key={path}>
              <dt>{fieldInWords(path, kind)}</dt>
              <dd>
                {!isNew && was !== null && (
                  <span className="muted">{valueInWords(path, was[path], about)}, now </span>
                )}
                <b>{valueInWords(path, value, about)}</b>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
