import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import * as v from 'valibot'
import { WEEKDAYS } from '#domain/records/fields/kinds-of-field.ts'
import { clockTimeSchema, type LocalDate, localDateSchema, WEEKDAY_KEYS } from '#domain/time/local-date.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import type { SaveResult } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { changeFrom, endSeries, type HeldSeries } from '#client/data/series.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'

const weekdaySchema = v.picklist(WEEKDAY_KEYS)
const timeSchema = v.union([
  v.pipe(
    v.literal(''),
    v.transform(() => null),
  ),
  clockTimeSchema,
])
const WEEKDAY_CHOICES = WEEKDAY_KEYS.map((value) => ({ value, label: WEEKDAYS[value] }))

/** Another day or hour from a date on, or no more times after one. */
export function ChangeSeries({ held, today }: { held: HeldSeries; today: LocalDate }) {
  const tablet = useTablet()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const [failure, setFailure] = useState('')
  const change = async (said: string, deed: Promise<SaveResult>): Promise<string | null> => {
    const result = await deed
    setFailure(result.ok ? '' : SAVE_FAILURE_WORDS[result.code])
    if (!result.ok) return null
    announce(`Saved on this tablet: ${said}`)
    return result.id
  }
  return (
    <section className="sheet stack stack-wide" aria-labelledby="change-series">
      <h2 id="change-series">From a day on</h2>
      {failure !== '' && (
        <p role="alert" className="field-error">
          {failure}
        </p>
      )}
      <ChangeForm
        held={held}
        today={today}
        onChange={async (from, changes, forget) => {
          const id = await change(
            'the series is changed from that day',
            changeFrom(tablet, held, from, changes),
          )
          if (id === null) return
          await forget()
          await navigate(`/series/${id}`, { replace: true })
        }}
      />
      <EndForm
        id={held.id}
        today={today}
        onEnd={async (day, forget) => {
          const id = await change('the series ends with that day', endSeries(tablet, held, day))
          if (id !== null) await forget()
        }}
      />
    </section>
  )
}

interface ChangeFormProps {
  readonly held: HeldSeries
  readonly today: LocalDate
  readonly onChange: (
    from: LocalDate,
    changes: {
      weekday: v.InferOutput<typeof weekdaySchema>
      startTime: string | null
      endTime: string | null
    },
    forget: () => Promise<void>,
  ) => Promise<void>
}

function ChangeForm({ held, today, onChange }: ChangeFormProps) {
  const { typed = {}, put, forget } = useFormDraft(`typed/series/${held.id}`)
  const { series } = held
  const { from = today, weekday = series.weekday } = typed
  const { starts = series.startTime ?? '', ends = series.endTime ?? '' } = typed
  const [isWrong, setIsWrong] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const day = v.safeParse(localDateSchema, from)
    const changed = v.safeParse(
      v.object({ weekday: weekdaySchema, startTime: timeSchema, endTime: timeSchema }),
      { weekday, startTime: starts, endTime: ends },
    )
    setIsWrong(!day.success || !changed.success)
    if (day.success && changed.success) void onChange(day.output, changed.output, forget)
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <div className="field-pair">
        <TextField
          label="Change it from"
          type="date"
          value={from}
          error={isWrong ? 'Choose the day it changes, and hours such as 10:30' : undefined}
          onChange={(next) => put({ ...typed, from: next })}
        />
        <SelectField
          label="Day of the week"
          value={weekday}
          choices={WEEKDAY_CHOICES}
          onChange={(next) => put({ ...typed, weekday: next })}
        />
        <TextField
          label="Starts"
          type="time"
          value={starts}
          onChange={(next) => put({ ...typed, starts: next })}
        />
        <TextField label="Ends" type="time" value={ends} onChange={(next) => put({ ...typed, ends: next })} />
      </div>
      <div>
        <button type="submit" className="button">
          Change from that day
        </button>
      </div>
    </form>
  )
}

interface EndFormProps {
  readonly id: string
  readonly today: LocalDate
  readonly onEnd: (day: LocalDate, forget: () => Promise<void>) => Promise<void>
}

function EndForm({ id, today, onEnd }: EndFormProps) {
  const { typed, put, forget } = useFormDraft(`typed/series-end/${id}`)
  const last = typed?.['last'] ?? today
  const [isWrong, setIsWrong] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const day = v.safeParse(localDateSchema, last)
    setIsWrong(!day.success)
    if (day.success) void onEnd(day.output, forget)
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <TextField
        label="Last day of the series"
        type="date"
        value={last}
        error={isWrong ? 'Choose its last day' : undefined}
        onChange={(next) => put({ last: next })}
      />
      <div>
        <button type="submit" className="button">
          End it with that day
        </button>
      </div>
    </form>
  )
}
