import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import * as v from 'valibot'
import type { Headcount } from '#domain/records/headcount.ts'
import { peopleTyped } from '#domain/records/people-typed.ts'
import { AGE_BAND_LABEL, AGE_BANDS, type AgeBand } from '#domain/records/vocabulary.ts'
import { entryPath, linkKey } from '#domain/records/link-key.ts'
import { localDateSchema } from '#domain/time/local-date.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import type { SaveResult } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { setException } from '#client/data/series.ts'
import type { PlannedSlot, SlotAnswer } from '#client/data/week.ts'
import { TextField } from '#client/ui/field.tsx'
import { NumberField } from '#client/ui/number-field.tsx'
import { Sheet } from '#client/ui/sheet.tsx'
import type { WeekTyping } from './use-week-typing.ts'
import { slotInWords } from './week-words.ts'

interface SlotSheetProps {
  readonly slot: PlannedSlot
  readonly typing: WeekTyping
  readonly onClose: () => void
}

const ANSWERS: readonly { readonly word: string; readonly answer: SlotAnswer }[] = [
  { word: 'Nobody came', answer: { heldState: 'held-no-attendance', headcount: null } },
  { word: 'Held, not counted', answer: { heldState: 'held', headcount: null } },
  { word: 'Cancelled', answer: { heldState: 'cancelled', headcount: null } },
  { word: 'Postponed', answer: { heldState: 'postponed', headcount: null } },
]

/** Everything that can be said of one time beside a number. */
export function SlotSheet({ slot, typing, onClose }: SlotSheetProps) {
  const tablet = useTablet()
  const today = tablet.clock.today()
  const [failure, setFailure] = useState('')
  const [part, setPart] = useState<'ages' | 'move' | null>(null)
  const close = async (deed: Promise<SaveResult>, forget?: () => Promise<void>): Promise<void> => {
    const result = await deed
    if (!result.ok) return setFailure(SAVE_FAILURE_WORDS[result.code])
    await forget?.()
    onClose()
  }
  const [entry] = slot.entries
  return (
    <Sheet title={slotInWords(slot, today)} onClose={onClose}>
      {failure !== '' && (
        <p role="alert" className="field-error">
          {failure}
        </p>
      )}
      {part === null && (
        <>
          <ul className="plain-list stack stack-tight">
            {ANSWERS.map(({ word, answer }) => (
              <li key={word}>
                <button
                  type="button"
                  className="button button-wide"
                  onClick={() => void close(typing.answer(slot, answer, word))}
                >
                  {word}
                </button>
              </li>
            ))}
          </ul>
          <p className="row row-tight">
            <button type="button" className="button" onClick={() => setPart('ages')}>
              Split by age
            </button>
            <Link className="button" to={`/count?series=${linkKey(slot.seriesId)}&day=${slot.day}`}>
              Count now
            </Link>
            {entry !== undefined && (
              <Link className="button" to={entryPath(entry.id)}>
                The entry
              </Link>
            )}
          </p>
          {entry === undefined && (
            <p className="row row-tight">
              <button
                type="button"
                className="button button-quiet"
                onClick={() => void close(setException(tablet, slot, { is: 'skipped' }))}
              >
                Leave this time out
              </button>
              <button type="button" className="button button-quiet" onClick={() => setPart('move')}>
                Move to another day
              </button>
              {slot.isMoved && (
                <button
                  type="button"
                  className="button button-quiet"
                  onClick={() => void close(setException(tablet, slot, null))}
                >
                  Back as planned
                </button>
              )}
            </p>
          )}
          <p>
            <Link to={`/series/${linkKey(slot.seriesId)}`}>
              The series: change it, end it, put times back
            </Link>
          </p>
        </>
      )}
      {part === 'ages' && (
        <AgeSplit
          slot={slot}
          onSave={(headcount, said, forget) =>
            void close(typing.answer(slot, { heldState: 'held', headcount }, said), forget)
          }
        />
      )}
      {part === 'move' && (
        <MoveTime
          slot={slot}
          onMove={(toDay, startTime, forget) =>
            void close(setException(tablet, slot, { is: 'moved', toDay, startTime }), forget)
          }
        />
      )}
    </Sheet>
  )
}

const NO_BANDS: Readonly<Record<AgeBand, string>> = {
  '0-4': '',
  '5-11': '',
  '12-17': '',
  '18-24': '',
  '25-64': '',
  '65+': '',
  unknown: '',
}

interface AgeSplitProps {
  readonly slot: PlannedSlot
  readonly onSave: (headcount: Headcount, said: string, forget: () => Promise<void>) => void
}

function AgeSplit({ slot, onSave }: AgeSplitProps) {
  const { typed, put, forget } = useFormDraft(`typed/ages/${slot.key}`)
  const bands = { ...NO_BANDS, ...typed }
  const [problems, setProblems] = useState<readonly AgeBand[]>([])
  const sum = AGE_BANDS.reduce((total, band) => total + (peopleTyped(bands[band]) ?? 0), 0)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const wrong = AGE_BANDS.filter((band) => peopleTyped(bands[band]) === undefined)
    setProblems(wrong)
    if (wrong.length > 0) return
    const byAge: Partial<Record<AgeBand, number>> = {}
    for (const band of AGE_BANDS) {
      const people = peopleTyped(bands[band])
      if (typeof people === 'number') byAge[band] = people
    }
    if (Object.keys(byAge).length > 0) onSave({ split: 'age', byAge, stated: null }, String(sum), forget)
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <div className="bands">
        {AGE_BANDS.map((band) => (
          <NumberField
            key={band}
            label={AGE_BAND_LABEL[band]}
            error={problems.includes(band) ? 'Use a whole number, or leave it blank' : undefined}
            value={bands[band]}
            onChange={(people) => put({ ...bands, [band]: people })}
          />
        ))}
      </div>
      <p className="row">
        <button type="submit" className="button button-go">
          Save on this tablet
        </button>
        <span role="status">
          <b>Together: {sum}</b>
        </span>
      </p>
    </form>
  )
}

interface MoveTimeProps {
  readonly slot: PlannedSlot
  readonly onMove: (toDay: PlannedSlot['day'], startTime: string | null, forget: () => Promise<void>) => void
}

function MoveTime({ slot, onMove }: MoveTimeProps) {
  const { typed = {}, put, forget } = useFormDraft(`typed/move-time/${slot.key}`)
  const { day = slot.day, time = slot.startTime ?? '' } = typed
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = v.safeParse(localDateSchema, day)
    if (read.success) onMove(read.output, time === '' ? null : time, forget)
    else setProblem('Choose the day')
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <div className="field-pair">
        <TextField
          label="New day"
          type="date"
          value={day}
          error={problem}
          onChange={(next) => put({ ...typed, day: next })}
        />
        <TextField
          label="Starts"
          type="time"
          value={time}
          onChange={(next) => put({ ...typed, time: next })}
        />
      </div>
      <div>
        <button type="submit" className="button button-go">
          Move this time
        </button>
      </div>
    </form>
  )
}
