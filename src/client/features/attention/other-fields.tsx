import { AGE_BAND_LABEL, AGE_BANDS } from '#domain/records/vocabulary.ts'
import { SelectField, TextArea, TextField, Tick } from '#client/ui/field.tsx'
import { NumberField } from '#client/ui/number-field.tsx'
import type { RecordNames } from '#domain/records/record-names.ts'
import type { Typed } from '#client/data/form-draft.ts'
import { type Asking, partOf } from './other-value.ts'

interface OtherFieldProps {
  readonly path: string
  readonly label: string
  readonly asking: Asking
  readonly typed: Typed
  readonly put: (part: Typed) => void
  readonly error: string | undefined
  /** The id of the input, or of the first where there are several. */
  readonly id: string
  readonly names: RecordNames
}

/** The field for a third value, of the kind that fits what the two people gave. */
export function OtherField(props: OtherFieldProps) {
  const { path, label, asking, typed, put, error, id, names } = props
  const field = {
    id,
    label,
    error,
    value: typed[path] ?? '',
    onChange: (text: string) => put({ [path]: text }),
  }
  switch (asking.as) {
    case 'people':
      return <NumberField {...field} hint="Everyone who came for it, but not helpers." />
    case 'ages':
      return <AgeFields {...props} />
    case 'day':
      return <TextField {...field} type="date" />
    case 'time':
      return <TextField {...field} type="time" />
    case 'line':
    case 'number':
      return <TextField {...field} />
    case 'text':
      return <TextArea {...field} />
    case 'choice':
      return <SelectField {...field} choices={asking.choices} />
    case 'some':
      return (
        <fieldset>
          <legend className="field-label">{label}</legend>
          {asking.ids.map((one, index) => (
            <Tick
              key={one}
              {...(index === 0 ? { id } : {})}
              checked={typed[partOf(path, one)] === 'yes'}
              onChange={(isChosen) => put({ [partOf(path, one)]: isChosen ? 'yes' : 'no' })}
            >
              {names(one)}
            </Tick>
          ))}
        </fieldset>
      )
  }
}

function AgeFields({ path, label, typed, put, error, id }: OtherFieldProps) {
  return (
    <fieldset className="stack">
      <legend className="field-label">{label} by age</legend>
      <div className="other-ages">
        {AGE_BANDS.map((band, index) => (
          <NumberField
            key={band}
            {...(index === 0 ? { id, error } : {})}
            label={AGE_BAND_LABEL[band]}
            value={typed[partOf(path, band)] ?? ''}
            onChange={(people) => put({ [partOf(path, band)]: people })}
          />
        ))}
      </div>
    </fieldset>
  )
}
