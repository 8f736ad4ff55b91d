import { useId } from 'react'
import { resolveConflict } from '#client/data/attention-actions.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { momentInWords } from '#client/ui/moment-words.ts'
import { askWays } from './ask-way.tsx'
import { keyOf } from './attention-address.ts'
import { CardFrame, type CardProps } from './card.tsx'
import { type Contested, contestedFields, contestedInWords, keptBy, whatHappened } from './conflict-words.ts'
import { DeedFailure, useDeed } from './deed.tsx'
import { askedFields, OtherWay } from './other-way.tsx'
import { useRecordNames } from '#client/data/record-names.ts'
import { useSubject } from './subject.ts'
import { type Way, WaysOut } from './ways-out.tsx'

/** Letters of a value as stored, from which on it does not fit beside another on a phone; a plain count does. */
const LONG = 40

/** Two values for one thing, side by side, each one tap away from being the one that stands. */
export function ConflictCard({ item, isPage, onDone }: CardProps<'conflict'>) {
  const tablet = useTablet()
  const { failure, run } = useDeed()
  const { conflict, scope, isOwn } = item
  const about = { recordId: conflict.recordId, kind: conflict.recordKind, scope }
  const subject = useSubject(about)
  if (subject === undefined) return null
  const fields = contestedFields(conflict)
  const choose = async (choice: 'theirs' | 'mine', said: string): Promise<void> => {
    if (await run(() => resolveConflict(tablet, item.id, { choice }))) onDone(said)
  }
  const other: Way = {
    id: 'other',
    word: 'Type another value',
    form: (draftKey, onClose) => (
      <OtherWay key={draftKey} {...{ conflict, draftKey, onDone, onClose }} conflictId={item.id} />
    ),
  }
  const isLong = fields.some(({ kept, lost }) =>
    [kept, lost].some((value) => JSON.stringify(value).length > LONG),
  )
  const labels = fields.map(({ label }) => label).join(', ')
  const words = `${subject.name}, ${subject.where}: two values for ${labels}`
  const first = keptBy(conflict)
  return (
    <CardFrame item={item} isPage={isPage} subject={subject}>
      <p className="measure-text">{whatHappened(conflict, isOwn)}</p>
      <div className={isLong ? 'versus versus-long' : 'versus'}>
        <Side
          kind={conflict.recordKind}
          heading="On show now"
          by={first}
          fields={fields.map(({ kept, ...field }) => ({ ...field, value: kept }))}
          button={isOwn || first === '' ? 'Keep theirs' : `Keep ${first}’s`}
          onChoose={() => void choose('theirs', 'Saved on this tablet: what was on show stays.')}
        />
        <Side
          kind={conflict.recordKind}
          heading={isOwn ? 'Yours' : 'Came later'}
          by={`${conflict.by}, ${momentInWords(conflict.at, tablet.clock.now())}`}
          fields={fields.map(({ lost, ...field }) => ({ ...field, value: lost }))}
          button={isOwn ? 'Take mine' : `Take ${conflict.by}’s`}
          onChoose={() =>
            void choose('mine', `Saved on this tablet: ${isOwn ? 'your' : `${conflict.by}’s`} value stands.`)
          }
        />
      </div>
      <DeedFailure failure={failure} />
      <WaysOut
        itemKey={keyOf(item)}
        ways={[
          ...(askedFields(conflict).length > 0 ? [other] : []),
          ...askWays(tablet, { ...about, words }, onDone),
        ]}
      />
    </CardFrame>
  )
}

interface SideProps {
  /** The kind of entry the values are of. */
  readonly kind: string
  readonly heading: string
  readonly by: string
  readonly fields: readonly (Pick<Contested, 'path' | 'label'> & { readonly value: unknown })[]
  readonly button: string
  readonly onChoose: () => void
}

function Side({ heading, by, kind, fields, button, onChoose }: SideProps) {
  const { clock } = useTablet()
  const names = useRecordNames()
  const id = useId()
  if (names === undefined) return null
  return (
    <div className="versus-side" role="group" aria-labelledby={id}>
      <p id={id}>
        <b>{heading}</b>
        {by !== '' && <span className="muted small versus-by">{by}</span>}
      </p>
      <dl>
        {fields.map(({ path, label, value }) => {
          const words = contestedInWords(path, value, {
            kind,
            names,
            today: clock.today(),
          })
          return (
            <div key={path}>
              <dt className="muted small">{label}</dt>
              <dd className={words.length > 12 ? 'versus-words' : 'versus-figure'}>{words}</dd>
            </div>
          )
        })}
      </dl>
      <button type="button" className="button" onClick={onChoose} aria-describedby={id}>
        {button}
      </button>
    </div>
  )
}
