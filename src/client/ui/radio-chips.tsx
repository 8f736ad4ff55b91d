import { useId } from 'react'
import './radio-chips.css'

interface RadioChipsProps<Value extends string> {
  readonly legend: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

/** A few choices, one of them taken: real radio buttons that look like keys. */
export function RadioChips<Value extends string>({
  legend,
  value,
  choices,
  onChange,
}: RadioChipsProps<Value>) {
  const name = useId()
  return (
    <fieldset>
      <legend className="chips-legend">{legend}</legend>
      <div className="chips-row">
        {choices.map((choice) => (
          <label className="chip" key={choice.value}>
            <input
              type="radio"
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
