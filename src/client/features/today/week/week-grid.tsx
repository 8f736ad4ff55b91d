import { useState } from 'react'
import { Link } from 'react-router'
import { addDays, dayInWords, type LocalDate } from '#domain/time/local-date.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { type PlannedSlot, useWeek } from '#client/data/week.ts'
import { useMedia } from '#client/ui/use-media.ts'
import { SlotSheet } from './slot-sheet.tsx'
import { useWeekTyping } from './use-week-typing.ts'
import { WeekDays } from './week-days.tsx'
import { WeekTable } from './week-table.tsx'
import { toFillInWords } from './week-words.ts'
import './week.css'

/** A week has six days to its Saturday. */
const SATURDAY = 5

interface WeekGridProps {
  readonly scope: string
  readonly monday: LocalDate
  readonly heading: string
  /** A county tablet's chosen site, as the address names it. */
  readonly search: string
}

/** The site's timetable of a week; each time wants one number. */
export function WeekGrid({ scope, monday, heading, search }: WeekGridProps) {
  const { clock } = useTablet()
  const today = clock.today()
  const week = useWeek(scope, monday)
  const typing = useWeekTyping(scope, monday)
  const isWide = useMedia('print, (min-width: 45rem)')
  const [open, setOpen] = useState<string | null>(null)
  if (week === undefined || typing === undefined) return null
  const toFill = toFillInWords(week.slots, today)
  const opened = week.slots.find(({ key }) => key === open)
  const part = { week, today, typing, onMore: (slot: PlannedSlot) => setOpen(slot.key) }
  return (
    <section className="sheet stack" aria-labelledby="week-heading">
      <div className="row row-tight">
        <h2 id="week-heading">{heading}</h2>
        {toFill !== null && <span className="pill">{toFill}</span>}
        <span className="muted small push">
          {dayInWords(monday, today)} – {dayInWords(addDays(monday, SATURDAY), today)}
        </span>
      </div>
      {week.slots.length === 0 ? (
        <NoTimes hasSeries={week.hasSeries} search={search} />
      ) : isWide ? (
        <WeekTable {...part} />
      ) : (
        <WeekDays {...part} />
      )}
      {opened !== undefined && (
        <SlotSheet key={opened.key} slot={opened} typing={typing} onClose={() => setOpen(null)} />
      )}
    </section>
  )
}

function NoTimes({ hasSeries, search }: { hasSeries: boolean; search: string }) {
  if (hasSeries) return <p className="muted">Nothing in the timetable this week.</p>
  return (
    <p className="muted">
      Put a session that comes again in once, and it stands here each week, waiting for its number.{' '}
      <Link to={{ pathname: '/lists/series/new', search }}>Add a series</Link>
    </p>
  )
}
