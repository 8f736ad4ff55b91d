import { useEffect, useRef } from 'react'
import { AGE_BAND_LABEL, AGE_BANDS, HELD_STATE_LABEL, heldStateSchema } from '#domain/records/vocabulary.ts'
import { Notice } from '#client/ui/notice.tsx'
import { NumberField } from '#client/ui/number-field.tsx'
import { RadioChips } from '#client/ui/radio-chips.tsx'
import { bandsTotal, type SessionForm } from './session-form.ts'
import { splitGapInWords } from './session-form-words.ts'
import { SessionHelp } from './session-help.tsx'
import { fieldId, type FormPartProps } from './form-part.ts'

const HELD_CHOICES = heldStateSchema.options.map((value) => ({ value, label: HELD_STATE_LABEL[value] }))

/** Whether it took place, and how many came. */
export function CountFields({ form, change, errorOf, elsewhere }: FormPartProps & { elsewhere: number }) {
  const number = useRef<{ focus(): void }>(null)
  useEffect(() => number.current?.focus(), [])
  const isCounted = form.heldState === 'held'
  return (
    <div className="sheet stack stack-wide">
      {isCounted && (
        <NumberField
          big
          id={fieldId('total')}
          label="How many came?"
          help={<SessionHelp field="counts" label="How many came?" />}
          hint="Everyone who came for it, but not helpers. Leave it blank if it was not counted."
          error={errorOf('total')}
          value={form.total}
          onChange={(total) => change({ total })}
          inputRef={number}
        />
      )}
      {isCounted && elsewhere > 0 && (
        <p className="small muted">
          Another tablet counted {elsewhere} for this session. That number stays as it is.
        </p>
      )}
      {isCounted && <AgeSplit form={form} change={change} errorOf={errorOf} />}
      <RadioChips
        legend="Did it take place?"
        help={<SessionHelp field="heldState" label="Did it take place?" />}
        value={form.heldState}
        choices={HELD_CHOICES}
        onChange={(heldState) => change({ heldState })}
      />
    </div>
  )
}

function AgeSplit({ form, change, errorOf }: FormPartProps) {
  return (
    <div className="stack">
      <div>
        <button
          type="button"
          className="button"
          aria-expanded={form.isSplit}
          aria-controls="age-split"
          onClick={() => change({ isSplit: !form.isSplit })}
        >
          Split by age
        </button>
      </div>
      {form.isSplit && <Bands form={form} change={change} errorOf={errorOf} />}
    </div>
  )
}

function splitSum(form: SessionForm): string {
  const sum = bandsTotal(form)
  return sum === null ? 'The ages add up to: nothing counted yet' : `The ages add up to: ${sum}`
}

function Bands({ form, change, errorOf }: FormPartProps) {
  const gap = splitGapInWords(form)
  return (
    <fieldset id="age-split" className="stack">
      <legend className="chips-legend">How many of each age?</legend>
      <div className="bands">
        {AGE_BANDS.map((band) => (
          <NumberField
            key={band}
            id={fieldId(band)}
            label={AGE_BAND_LABEL[band]}
            error={errorOf(band)}
            value={form.bands[band]}
            onChange={(people) => change({ bands: { ...form.bands, [band]: people } })}
          />
        ))}
      </div>
      <div role="status" className="stack stack-tight">
        <p>
          <b>{splitSum(form)}</b>
        </p>
        {gap !== null && (
          <Notice tone="warn">
            <p>{gap}</p>
          </Notice>
        )}
      </div>
    </fieldset>
  )
}
