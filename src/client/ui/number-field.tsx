import { type Ref, useImperativeHandle, useRef } from 'react'
import { Field, type FieldProps } from './field.tsx'
import './number-field.css'

interface NumberFieldProps extends FieldProps {
  /** As typed. Blank is not zero: nothing was counted. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly big?: boolean
  readonly inputRef?: Ref<{ focus(): void }>
}

/** One more or one fewer; from blank, one more is 1 and one fewer does nothing. */
function stepped(value: string, step: 1 | -1): string {
  const text = value.trim()
  if (text === '') return step === 1 ? '1' : value
  if (!/^\d+$/.test(text)) return value
  return String(Math.max(0, Number(text) + step))
}

/**
 * A whole number, typed on a numeric keypad or stepped with keys beside it. A text input, so that a
 * scroll wheel changes nothing and what was typed stays as it was typed.
 */
export function NumberField({ value, onChange, big = false, inputRef, ...field }: NumberFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle(inputRef, () => ({ focus: () => input.current?.focus() }), [])
  return (
    <Field {...field}>
      {(links, labelId) => (
        <div className={big ? 'stepper stepper-big' : 'stepper'}>
          <button
            type="button"
            className="button"
            aria-label="One fewer"
            aria-describedby={labelId}
            onClick={() => onChange(stepped(value, -1))}
          >
            −
          </button>
          <input
            {...links}
            ref={input}
            className="input"
            type="text"
            inputMode="numeric"
            pattern="[0-9]*"
            autoComplete="off"
            enterKeyHint="done"
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <button
            type="button"
            className="button"
            aria-label="One more"
            aria-describedby={labelId}
            onClick={() => onChange(stepped(value, 1))}
          >
            +
          </button>
        </div>
      )}
    </Field>
  )
}
