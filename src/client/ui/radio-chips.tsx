import { type ReactNode, useId } from 'react'
import './radio-chips.css'

interface RadioChipsProps<Value extends string> {
  readonly legend: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  /** Given where an error summary links to the choices: the id of the first. */
  readonly id?: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly help?: ReactNode
}

/** A few choices, one of them taken: real radio buttons that look like keys. */
export function RadioChips<Value extends string>({
  legend,
  value,
  choices,
  onChange,
  id,
  hint,
  error,
  help,
}: RadioChipsProps<Value>) {
  const name = useId()
  return (
    <fieldset>
      <legend className="chips-legend">
        <span className="field-head">
          {legend}
          {help}
        </span>
        {hint !== undefined && <span className="field-hint">{hint}</span>}
        {error !== undefined && <span className="field-error">{error}</span>}
      </legend>
      <div className="chips-row">
        {choices.map((choice, index) => (
          <label className="chip" key={choice.value}>
            <input
              type="radio"
              id={index === 0 ? id : undefined}
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
