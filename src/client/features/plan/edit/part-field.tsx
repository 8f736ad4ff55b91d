import { hasItem, PLAN_COLUMNS, type PlanColumn, withItem } from '#domain/plan/plan-line.ts'
import { codeOf, type PartLine, type PlanPart, wordingOf } from '#domain/plan/plan-part.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { THEMES } from '#domain/records/vocabulary.ts'
import { QUARTERS, quarterInWords } from '#domain/time/quarter.ts'
import { type Choice, SelectField, TextArea, TextField, Tick } from '#client/ui/field.tsx'
import { Fold } from '#client/ui/fold.tsx'

interface PartFieldProps {
  readonly column: PlanColumn
  readonly value: string
  readonly error: string | undefined
  readonly parts: readonly PlanPart[]
  onChange(text: string): void
}

/** The fitting way to say one thing about a part of the plan. */
export function PartField({ column, value, error, parts, onChange }: PartFieldProps) {
  const about = { id: `part-${column}`, label: PLAN_COLUMNS[column], error, value, onChange }
  switch (column) {
    case 'text':
    case 'note':
    case 'remark':
    case 'also_counts':
      return <TextArea {...about} />
    case 'cut_off':
    case 'check_placement':
      return (
        <Tick id={about.id} checked={value === 'yes'} onChange={(is) => onChange(is ? 'yes' : '')}>
          {about.label}
        </Tick>
      )
    case 'refers_to':
      return (
        <SelectField {...about} choices={[{ value: '', label: 'None' }, ...choicesOf(parts, 'priority')]} />
      )
    case 'priorities':
      return <Ticks {...about} choices={choicesOf(parts, 'priority')} />
    case 'themes':
      return <Ticks {...about} choices={THEMES.map((theme) => ({ value: theme, label: theme }))} />
    case 'quarters':
      return <Ticks {...about} choices={QUARTERS.map((value) => ({ value, label: quarterInWords(value) }))} />
    case 'measures':
      return (
        <FoldedTicks
          {...about}
          choices={Object.entries(MEASURE_NAMES).map(([id, name]) => ({ value: id, label: `${id} ${name}` }))}
        />
      )
    case 'near_repeats':
      return <FoldedTicks {...about} choices={choicesOf(parts, 'action')} />
    case 'id':
    case 'status':
    case 'how_it_goes':
    case 'day':
    case 'owner':
    case 'sites':
    case 'link':
    case 'measure':
    case 'milestone':
    case 'entry':
      return <TextField {...about} />
  }
}

function choicesOf(parts: readonly PlanPart[], line: PartLine): readonly Choice[] {
  return parts
    .filter((part) => part.line === line && !part.deleted)
    .map((part) => ({ value: codeOf(part), label: `${codeOf(part)}. ${wordingOf(part)}` }))
}

interface TicksProps {
  readonly id: string
  readonly label: string
  readonly error: string | undefined
  readonly value: string
  readonly choices: readonly Choice[]
  onChange(text: string): void
}

/** Any number of a few. */
function Ticks({ id, label, error, value, choices, onChange }: TicksProps) {
  return (
    <fieldset id={id} tabIndex={-1} className="stack stack-tight">
      <legend className="field-label">{label}</legend>
      {error !== undefined && <p className="field-error">{error}</p>}
      <div className="plan-ticks">
        {choices.map((choice) => (
          <Tick
            key={choice.value}
            checked={hasItem(value, choice.value)}
            onChange={(isIn) => onChange(withItem(value, choice.value, isIn))}
          >
            {choice.label}
          </Tick>
        ))}
      </div>
    </fieldset>
  )
}

/** Any number of many: folded away, with how many are ticked. */
function FoldedTicks(props: TicksProps) {
  const ticked = props.choices.filter(({ value }) => hasItem(props.value, value)).length
  return (
    <Fold
      summary={`${props.label} (${ticked === 0 ? 'none' : ticked})`}
      isNeeded={props.error !== undefined}
      startsOpen={false}
    >
      {() => <Ticks {...props} />}
    </Fold>
  )
}
