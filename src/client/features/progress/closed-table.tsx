import { type FormEvent, useState } from 'react'
import { measures } from '#domain/measures/all-measures.ts'
import type { Measure } from '#domain/measures/define-measure.ts'
import { figureInWords } from '#domain/measures/figure-words.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { STANDING_WORDS } from '#domain/measures/target.ts'
import {
  type ClosedFigure,
  overrideKey,
  type QuarterClose,
  type StandingOverride,
} from '#domain/plan/quarter-close.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'

type ChangeClosing = (change: (body: QuarterClose) => QuarterClose) => void

interface ClosedTableProps {
  readonly body: QuarterClose
  readonly now: Readonly<Record<string, ClosedFigure>>
  /** Null where nothing may be changed. */
  readonly onChange: ChangeClosing | null
}

/** Every figure as it was closed, beside what it comes to now. */
export function ClosedTable({ body, now, onChange }: ClosedTableProps) {
  return (
    <section className="sheet stack" aria-labelledby="closed-figures">
      <h2 id="closed-figures">Figures as of the close</h2>
      <ul className="progress-list" aria-label="Closed figures">
        {measures.flatMap((measure) => {
          const closed = body.figures?.[measure.id]
          if (closed === undefined) return []
          return (
            <ClosedLine
              key={measure.id}
              measure={measure}
              closed={closed}
              now={now[measure.id]}
              override={body.overrides?.[overrideKey(measure.id)]}
              onChange={onChange}
            />
          )
        })}
      </ul>
    </section>
  )
}

interface ClosedLineProps {
  readonly measure: Measure
  readonly closed: ClosedFigure
  readonly now: ClosedFigure | undefined
  readonly override: StandingOverride | undefined
  readonly onChange: ChangeClosing | null
}

function ClosedLine({ measure, closed, now, override, onChange }: ClosedLineProps) {
  const { unit } = measure.figures[0]
  const { actor, clock } = useTablet()
  const stands = override !== undefined && !isRemoved(override)
  const setRemoved = (removed: StandingOverride['removed']): void => {
    if (override === undefined) return
    const key = overrideKey(measure.id)
    onChange?.((now) => ({ ...now, overrides: { ...now.overrides, [key]: { ...override, removed } } }))
  }
  const entries =
    closed.entries === null ? '' : `, from ${closed.entries === 1 ? '1 entry' : `${closed.entries} entries`}`
  return (
    <li>
      <p>
        {measure.id} {MEASURE_NAMES[measure.id]}: <b>{figureInWords(closed.value, unit)}</b> when it was
        closed{entries}
        {now !== undefined && now.value !== closed.value && <>; now {figureInWords(now.value, unit)}</>}
      </p>
      <p className="small">
        {standingInWords(closed.standing)}
        {stands && (
          <>
            {' '}
            by the rule; judged <b>{STANDING_WORDS[override.standing].word.split(':')[0]}</b> by {override.by}
            : {override.reason}
          </>
        )}
      </p>
      {override !== undefined && !stands && (
        <p className="small muted">
          <s>
            Judged {STANDING_WORDS[override.standing].word.split(':')[0]} by {override.by}: {override.reason}
          </s>{' '}
          taken back by {override.removed?.by}
        </p>
      )}
      {onChange !== null && override !== undefined && (
        <button
          type="button"
          className="button no-print"
          aria-label={stands ? `Go back to the rule for ${measure.id}` : `Judge ${measure.id} so again`}
          onClick={() => setRemoved(stands ? { on: clock.today(), by: actor.name } : null)}
        >
          {stands ? 'Go back to the rule' : 'Judge it so again'}
        </button>
      )}
      {onChange !== null && <OverrideForm measureId={measure.id} onChange={onChange} />}
    </li>
  )
}

function isRemoved({ removed }: StandingOverride): boolean {
  return removed !== undefined && removed !== null
}

/** The words of a standing; a newer build may have one that this one does not know. */
function standingInWords(code: string): string {
  return Object.entries(STANDING_WORDS).find(([standing]) => standing === code)?.[1].word ?? code
}

const COLOURS = ['green', 'amber', 'red'] as const

function OverrideForm({ measureId, onChange }: { measureId: string; onChange: ChangeClosing }) {
  const { actor } = useTablet()
  const [colour, setColour] = useState('')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    const standing = COLOURS.find((one) => one === colour)
    const isFit = standing !== undefined && reason.trim() !== '' && reason.trim().length <= 200
    setProblem(isFit ? undefined : 'Choose a colour, and say why in up to 200 characters.')
    if (!isFit) return
    const override = { standing, reason: reason.trim(), by: actor.name }
    onChange((body) => ({ ...body, overrides: { ...body.overrides, [overrideKey(measureId)]: override } }))
  }
  return (
    <details className="no-print">
      <summary className="progress-summary">Judge {measureId} otherwise</summary>
      <form className="stack stack-tight" aria-label={`Judge ${measureId} otherwise`} onSubmit={onSubmit}>
        <SelectField
          label="Colour"
          value={colour}
          choices={[
            { value: '', label: 'Choose' },
            { value: 'green', label: 'Green' },
            { value: 'amber', label: 'Amber' },
            { value: 'red', label: 'Red' },
          ]}
          onChange={setColour}
        />
        <TextField label="Why" value={reason} error={problem} onChange={setReason} />
        <div>
          <button type="submit" className="button">
            Judge it so
          </button>
        </div>
      </form>
    </details>
  )
}
