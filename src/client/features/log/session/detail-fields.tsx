import * as v from 'valibot'
import { noteConcerns } from '#domain/records/note-check.ts'
import { concernsInWords } from '#domain/records/note-words.ts'
import { COUNT_METHOD_LABEL, countMethodSchema } from '#domain/records/vocabulary.ts'
import { type LocalDate, typedDayInWords } from '#domain/time/local-date.ts'
import { SelectField, TextArea, TextField } from '#client/ui/field.tsx'
import { SessionHelp } from './session-help.tsx'
import { fieldId, type FormPartProps } from './form-part.ts'

const METHOD_CHOICES = countMethodSchema.options.map((value) => ({ value, label: COUNT_METHOD_LABEL[value] }))

interface DetailFieldsProps extends FormPartProps {
  readonly today: LocalDate
  /** Words a note may hold without being taken for a person's name. */
  readonly ordinary: string
}

/** When it was, how it was counted, what it was called and anything worth remembering. */
export function DetailFields({ form, change, errorOf, today, ordinary }: DetailFieldsProps) {
  const concerns = concernsInWords(noteConcerns(form.note, `${form.title} ${ordinary}`))
  return (
    <div className="sheet stack stack-wide">
      <div className="field-pair">
        <TextField
          id={fieldId('day')}
          label="Day"
          help={<SessionHelp field="day" label="Day" />}
          type="date"
          error={errorOf('day')}
          value={form.day}
          onChange={(day) => change({ day })}
          beside={<span className="muted">{typedDayInWords(form.day, today)}</span>}
        />
        <TextField
          id={fieldId('startTime')}
          label="Start time (optional)"
          help={<SessionHelp field="startTime" label="Start time" />}
          type="time"
          error={errorOf('startTime')}
          value={form.startTime}
          onChange={(startTime) => change({ startTime })}
        />
      </div>
      <SelectField
        label="How was it counted?"
        help={<SessionHelp field="countMethod" label="How was it counted?" />}
        value={form.countMethod}
        choices={METHOD_CHOICES}
        onChange={(countMethod) => {
          if (v.is(countMethodSchema, countMethod)) change({ countMethod })
        }}
      />
      <TextField
        id={fieldId('title')}
        label="Title"
        help={<SessionHelp field="title" label="Title" />}
        error={errorOf('title')}
        value={form.title}
        onChange={(title) => change({ title })}
      />
      <div className="stack stack-tight">
        <TextArea
          id={fieldId('note')}
          label="Note (optional)"
          help={<SessionHelp field="note" label="Note" />}
          hint="About the session, never about a person."
          error={errorOf('note')}
          value={form.note}
          onChange={(note) => change({ note })}
        />
        <p role="status" className="note-warning small">
          {concerns}
        </p>
      </div>
    </div>
  )
}
