import { useState } from 'react'
import type { TypedForm } from '#domain/records/fields/typed-value.ts'
import { homeLibraryRound } from '#domain/records/kinds/home-library-round.ts'
import { peopleTyped } from '#domain/records/people-typed.ts'
import { countsOf, MADE, type Tick, ticksOf } from '#domain/records/round-ticks.ts'
import './round-ticks.css'

interface RoundTicksProps {
  readonly form: TypedForm
  readonly put: (form: TypedForm) => void
}

const MISSED = homeLibraryRound.form.fields['missed']?.control
const REASONS = MISSED?.type === 'tallies' ? Object.entries(MISSED.words) : []

/** More than any round has: beyond it the list would hide the form. */
const MOST = 40

/** The visits that are due, ticked as made or missed; the numbers of the form follow. No reader is named. */
export function RoundTicks({ form, put }: RoundTicksProps) {
  const due = peopleTyped(textOf(form['due'])) ?? 0
  const [ticked, setTicked] = useState<readonly Tick[]>(() => ticksOf({ due, ...countsIn(form) }))
  if (due === 0 || due > MOST) return null
  const ticks = Array.from({ length: due }, (_, index) => ticked[index] ?? null)
  const tick = (index: number, what: Tick): void => {
    const next = ticks.map((before, at) => (at === index ? what : before))
    setTicked(next)
    const { made, missed } = countsOf(next)
    const texts = Object.fromEntries(Object.entries(missed).map(([reason, count]) => [reason, String(count)]))
    put({ ...form, made: String(made), missed: texts })
  }
  return (
    <div className="sheet">
      <fieldset className="stack stack-tight">
        <legend className="chips-legend">Tick off each visit</legend>
        <ol className="plain-list round-ticks">
          {ticks.map((what, index) => (
            // A visit has no name: its place in the list is all there is.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className="row row-tight">
              <span className="round-visit">Visit {index + 1}</span>
              <button
                type="button"
                className="button"
                aria-pressed={what === MADE}
                aria-label={`Visit ${index + 1}: made`}
                onClick={() => tick(index, what === MADE ? null : MADE)}
              >
                Made
              </button>
              <select
                className="input input-short"
                aria-label={`Visit ${index + 1}: missed, why`}
                value={what === null || what === MADE ? '' : what}
                onChange={(event) =>
                  tick(index, event.currentTarget.value === '' ? null : event.currentTarget.value)
                }
              >
                <option value="">Missed…</option>
                {REASONS.map(([value, words]) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ol>
      </fieldset>
    </div>
  )
}

function textOf(value: TypedForm[string] | undefined): string {
  return typeof value === 'string' ? value : ''
}

function countsIn(form: TypedForm): {
  readonly made: number
  readonly missed: Readonly<Record<string, number>>
} {
  const texts = form['missed']
  const missed = typeof texts === 'object' && !Array.isArray(texts) ? texts : {}
  return {
    made: peopleTyped(textOf(form['made'])) ?? 0,
    missed: Object.fromEntries(
      Object.entries(missed).map(([reason, text]) => [reason, peopleTyped(text) ?? 0]),
    ),
  }
}
