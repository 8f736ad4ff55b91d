import { type ReactNode, useId } from 'react'
import './field.css'

/** What a field hands to its own input, so that label, hint and error are read with it. */
export interface InputLinks {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong and what to do; stands beside the input and is read with it. */
  readonly error?: string | undefined
  /** Given where an error summary links to the field. */
  readonly id?: string
  /** Beside the label: what the field means, one tap away. */
  readonly help?: ReactNode
}

/** A label above an input, with a hint and an error between the two. */
export function Field({
  label,
  hint,
  error,
  id,
  help,
  children,
}: FieldProps & { children: (links: InputLinks, labelId: string) => ReactNode }) {
  const ownId = useId()
  const inputId = id ?? ownId
  const labelId = `${inputId}-label`
  const hintId = `${inputId}-hint`
  const errorId = `${inputId}-error`
  const described = [hint === undefined ? '' : hintId, error === undefined ? '' : errorId].join(' ').trim()
  return (
    <div className="field">
      <span className="field-head">
        <label className="field-label" id={labelId} htmlFor={inputId}>
          {label}
        </label>
        {help}
      </span>
      {hint !== undefined && (
        <span className="field-hint" id={hintId}>
          {hint}
        </span>
      )}
      {error !== undefined && (
        <span className="field-error" id={errorId}>
          {error}
        </span>
      )}
      {children(
        {
          id: inputId,
          'aria-describedby': described === '' ? undefined : described,
          'aria-invalid': error === undefined ? undefined : true,
        },
        labelId,
      )}
    </div>
  )
}

interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'search' | 'date' | 'time'
  readonly autoComplete?: string
  readonly maxLength?: number
  /** The keyboard to bring up. */
  readonly inputMode?: 'decimal' | 'numeric' | undefined
  /** Words beside the input, such as the day a date falls on. */
  readonly beside?: ReactNode
}

export function TextField({
  value,
  onChange,
  type = 'text',
  autoComplete,
  maxLength,
  inputMode,
  beside,
  ...field
}: TextFieldProps) {
  const isShort = type === 'date' || type === 'time' || inputMode !== undefined
  return (
    <Field {...field}>
      {(links) => (
        <span className="with-words">
          <input
            {...links}
            className={isShort ? 'input input-short' : 'input'}
            type={type}
            value={value}
            autoComplete={autoComplete ?? 'off'}
            maxLength={maxLength}
            inputMode={inputMode}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {beside}
        </span>
      )}
    </Field>
  )
}

interface TextAreaProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

export function TextArea({ value, onChange, ...field }: TextAreaProps) {
  return (
    <Field {...field}>
      {(links) => (
        <textarea
          {...links}
          className="input"
          rows={3}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
}

interface SelectFieldProps extends FieldProps {
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
}

/** The platform's own list, which every tablet's users already know. */
export function SelectField({ value, choices, onChange, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      {(links) => (
        <select
          {...links}
          className="input"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface TickProps {
  /** Given where an error summary links to the box. */
  readonly id?: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
}

export function Tick({ id, checked, onChange, children }: TickProps) {
  return (
    <label className="tick">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  )
}
