import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { valueInWords } from '#domain/records/fact-words.ts'
import type { CalendarPeriod } from '#domain/records/kinds/calendar-period.ts'
import type { Series } from '#domain/records/kinds/series.ts'
import { type Slot, slotsBetween } from '#domain/records/timetable.ts'
import { addDays, dayInWords, daysBetween, type LocalDate, localDate } from '#domain/time/local-date.ts'
import { correctionPath } from '#domain/records/link-key.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import type { SaveResult } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { type HeldSeries, setException, useSeries } from '#client/data/series.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { ChangeSeries } from './change-series.tsx'

/** So far ahead the next times are looked for. */
const WEEKS_AHEAD = 26
const SHOWN = 8
const WEEK = 7

/** A session that comes again: its next times, what was left out or moved, and how it changes or ends. */
export function SeriesPage() {
  const { key = '' } = useParams()
  const held = useSeries(key)
  const periods = useAuthority('calendar-period')
  const names = useRecordNames(held?.scope)
  const { clock } = useTablet()
  if (held === undefined || periods === undefined || names === undefined) return null
  if (held === null) return <NoSuchSeries />
  const { series } = held
  const today = clock.today()
  const about = { kind: 'series', names, today }
  const said = (['repeats', 'weekday', 'startTime'] as const).flatMap((field) =>
    series[field] === null ? [] : [valueInWords(field, series[field], about)],
  )
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <Link to="/week">The week</Link>
        <PageTitle title={series.title} />
        <p className="muted">
          {[names(series.presetId), ...said, ...(series.isTermTimeOnly ? ['in term time'] : [])].join(' · ')}
        </p>
      </div>
      <div className="columns">
        <NextTimes held={held} periods={periods.map(({ body }) => body)} today={today} />
        <div className="stack stack-wide">
          <ChangeSeries key={held.seen.base?.rev ?? 'new'} held={held} today={today} />
          <p>
            <Link to={correctionPath(held.id)}>Put something right in the series itself</Link>
          </p>
        </div>
      </div>
    </div>
  )
}

interface NextTimesProps {
  readonly held: HeldSeries
  readonly periods: readonly CalendarPeriod[]
  readonly today: LocalDate
}

function NextTimes({ held, periods, today }: NextTimesProps) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const [failure, setFailure] = useState('')
  const span = { from: today, until: addDays(today, WEEKS_AHEAD * WEEK) }
  const next = slotsBetween([{ id: held.id, body: held.series }], span, held.scope, periods).slice(0, SHOWN)
  const changed = exceptionsSince(held.series, addDays(today, -WEEK))
  const say = async (said: string, deed: Promise<SaveResult>): Promise<void> => {
    const result = await deed
    setFailure(result.ok ? '' : SAVE_FAILURE_WORDS[result.code])
    if (result.ok) announce(`Saved on this tablet: ${said}`)
  }
  return (
    <section className="sheet stack" aria-labelledby="next-times">
      <h2 id="next-times">Next times</h2>
      {failure !== '' && (
        <p role="alert" className="field-error">
          {failure}
        </p>
      )}
      {next.length === 0 && <p>No more times are planned.</p>}
      <ul className="plain-list stack stack-tight">
        {next.map((slot) => (
          <li key={slot.plannedDay} className="row">
            <span>
              {dayInWords(slot.day, today)} {slot.startTime}
              {slot.isMoved && (
                <span className="muted"> (moved from {dayInWords(slot.plannedDay, today)})</span>
              )}
            </span>
            <button
              type="button"
              className="button button-quiet push"
              aria-label={`${slot.isMoved ? 'Back as planned' : 'Leave out'}: ${dayInWords(slot.day, today)}`}
              onClick={() =>
                void say(
                  slot.isMoved ? 'back as planned' : 'left out',
                  setException(tablet, slot, slot.isMoved ? null : { is: 'skipped' }),
                )
              }
            >
              {slot.isMoved ? 'Back as planned' : 'Leave out'}
            </button>
          </li>
        ))}
      </ul>
      {changed.length > 0 && (
        <>
          <h3>Left out</h3>
          <ul className="plain-list stack stack-tight">
            {changed.map((plannedDay) => (
              <li key={plannedDay} className="row">
                <span>{dayInWords(plannedDay, today)}</span>
                <button
                  type="button"
                  className="button button-quiet push"
                  aria-label={`Put back: ${dayInWords(plannedDay, today)}`}
                  onClick={() =>
                    void say('put back', setException(tablet, { seriesId: held.id, plannedDay }, null))
                  }
                >
                  Put back
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** Days from one on that were left out. */
function exceptionsSince({ exceptions }: Series, from: LocalDate): readonly Slot['plannedDay'][] {
  return Object.entries(exceptions)
    .filter(([day, exception]) => exception?.is === 'skipped' && daysBetween(from, localDate(day)) >= 0)
    .map(([day]) => localDate(day))
    .toSorted()
}

function NoSuchSeries() {
  return (
    <div className="stack">
      <PageTitle title="No such series" />
      <p>
        This tablet has no series by that name. <Link to="/lists/series">See the series</Link>.
      </p>
    </div>
  )
}
