import type { ReactNode } from 'react'
import type { Control, Field } from '#domain/records/fields/field.ts'
import { headingsOf, mayBeBlank, type TypedValue } from '#domain/records/fields/typed-value.ts'
import { noteConcerns } from '#domain/records/note-check.ts'
import { concernsInWords } from '#domain/records/note-words.ts'
import { type LocalDate, typedDayInWords } from '#domain/time/local-date.ts'
import { monthsBack } from '#domain/time/quarter.ts'
import type { LinkChoices } from '#client/data/link-choices.ts'
import { type Choice, SelectField, TextArea, TextField, Tick } from '#client/ui/field.tsx'
import { NumberField } from '#client/ui/number-field.tsx'
import { RadioChips } from '#client/ui/radio-chips.tsx'

export interface FieldInputProps {
  readonly id: string
  readonly field: Field
  readonly value: TypedValue
  readonly error: string | undefined
  readonly today: LocalDate
  readonly links: LinkChoices
  /** Words a note may hold without being taken for a person's name. */
  readonly ordinary: string
  readonly help: ReactNode
  readonly onChange: (value: TypedValue) => void
}

/** So many choices stand as keys side by side; more make a list. */
const MOST_KEYS = 6

/** The control of one field, as its description says. */
export function FieldInput(props: FieldInputProps) {
  const { id, field, value, error, today, help, onChange } = props
  const { control, hint } = field
  const label = mayBeBlank(field) && control.type !== 'yes-no' ? `${field.label} (optional)` : field.label
  const text = typeof value === 'string' ? value : ''
  const about = { id, label, error, help, value: text, onChange, ...(hint === undefined ? {} : { hint }) }
  switch (control.type) {
    case 'day':
      return (
        <TextField
          {...about}
          type="date"
          beside={<span className="muted">{typedDayInWords(text, today)}</span>}
        />
      )
    case 'month':
      return <SelectField {...about} choices={monthsBack(today, text)} />
    case 'time':
      return <TextField {...about} type="time" />
    case 'line':
      return <TextField {...about} />
    case 'note':
      return <NoteField {...about} ordinary={props.ordinary} />
    case 'count':
      return <NumberField {...about} />
    case 'hours':
    case 'amount':
      return (
        <TextField {...about} inputMode="decimal" beside={<span className="muted">{unitOf(control)}</span>} />
      )
    case 'yes-no':
      return <YesNo {...props} />
    case 'choice':
    case 'link':
      return <OneOf {...props} label={label} />
    case 'choices':
    case 'links':
      return <SomeOf {...props} label={label} />
    case 'tallies':
    case 'week-hours':
      return <Headings {...props} label={label} />
    case 'own':
      return null
  }
}

function unitOf(control: Control): string {
  if (control.type === 'hours') return 'hours'
  if (control.type !== 'amount') return ''
  return control.unit === '£' ? 'pounds' : control.unit
}

interface NoteFieldProps {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly error: string | undefined
  readonly help: ReactNode
  readonly value: string
  readonly ordinary: string
  readonly onChange: (text: string) => void
}

function NoteField({ ordinary, ...field }: NoteFieldProps) {
  return (
    <div className="stack stack-tight">
      <TextArea {...field} />
      <p role="status" className="note-warning small">
        {concernsInWords(noteConcerns(field.value, ordinary))}
      </p>
    </div>
  )
}

function YesNo({ id, field, value, help, onChange }: FieldInputProps) {
  return (
    <div className="stack stack-tight">
      <span className="field-head">
        <Tick id={id} checked={value === 'yes'} onChange={(isYes) => onChange(isYes ? 'yes' : '')}>
          {field.label}
        </Tick>
        {help}
      </span>
      {field.hint !== undefined && <span className="field-hint">{field.hint}</span>}
    </div>
  )
}

function choicesOf({ field: { control }, links }: FieldInputProps): readonly Choice[] {
  if (control.type === 'choice' || control.type === 'choices') {
    return Object.entries(control.words).map(([value, label]) => ({ value, label }))
  }
  return control.type === 'link' || control.type === 'links' ? (links.get(control.to) ?? []) : []
}

/** One of a few as keys, one of many as a list. A value that is in no list any more stays to choose. */
function OneOf(props: FieldInputProps & { readonly label: string }) {
  const { id, field, label, error, help, value, onChange } = props
  const text = typeof value === 'string' ? value : ''
  const known = choicesOf(props)
  const choices =
    text === '' || known.some((one) => one.value === text)
      ? known
      : [...known, { value: text, label: 'As it was' }]
  const about = { error, help, value: text, onChange }
  const isBlank = mayBeBlank(field)
  if (field.control.type === 'choice' && choices.length <= MOST_KEYS) {
    const keys = isBlank ? [...choices, { value: '', label: 'Not said' }] : choices
    return <RadioChips {...about} id={id} legend={label} hint={field.hint} choices={keys} />
  }
  const none = { value: '', label: isBlank ? 'None' : 'Choose one' }
  const hint = known.length === 0 ? 'There is nothing to choose from yet.' : field.hint
  return (
    <SelectField
      {...about}
      id={id}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      choices={[none, ...choices]}
    />
  )
}

function SomeOf(props: FieldInputProps & { readonly label: string }) {
  const { id, field, label, error, help, value, onChange } = props
  const chosen = Array.isArray(value) ? value : []
  const choices = choicesOf(props)
  return (
    <fieldset>
      <legend className="chips-legend">
        <span className="field-head">
          {label}
          {help}
        </span>
        {field.hint !== undefined && <span className="field-hint">{field.hint}</span>}
        {error !== undefined && <span className="field-error">{error}</span>}
      </legend>
      {choices.length === 0 && <p className="muted small">There is nothing to choose from yet.</p>}
      <div className={choices.length > MOST_KEYS ? 'ticks ticks-many' : 'ticks'}>
        {choices.map((choice, index) => (
          <Tick
            key={choice.value}
            {...(index === 0 ? { id } : {})}
            checked={chosen.includes(choice.value)}
            onChange={(isChosen) =>
              onChange(isChosen ? [...chosen, choice.value] : chosen.filter((one) => one !== choice.value))
            }
          >
            {choice.label}
          </Tick>
        ))}
      </div>
    </fieldset>
  )
}

function Headings(props: FieldInputProps & { readonly label: string }) {
  const { id, field, label, error, help, value, onChange } = props
  const texts = typeof value === 'object' && !Array.isArray(value) ? value : {}
  const isHours = field.control.type === 'week-hours'
  return (
    <fieldset className="stack">
      <legend className="chips-legend">
        <span className="field-head">
          {label}
          {help}
        </span>
        {field.hint !== undefined && <span className="field-hint">{field.hint}</span>}
        {error !== undefined && <span className="field-error">{error}</span>}
      </legend>
      <div className="bands">
        {Object.entries(headingsOf(field.control) ?? {}).map(([heading, words], index) => {
          const about = {
            ...(index === 0 ? { id } : {}),
            label: words,
            value: texts[heading] ?? '',
            onChange: (text: string) => onChange({ ...texts, [heading]: text }),
          }
          return isHours ? (
            <TextField key={heading} {...about} inputMode="decimal" />
          ) : (
            <NumberField key={heading} {...about} />
          )
        })}
      </div>
    </fieldset>
  )
}
