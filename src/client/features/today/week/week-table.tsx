import { addDays, dayInWords, type LocalDate, WEEKDAY_KEYS, weekdayOf } from '#domain/time/local-date.ts'
import type { PlannedSlot } from '#client/data/week.ts'
import { SlotCell } from './slot-cell.tsx'
import type { WeekPartProps } from './week-part.ts'

/** The days with something on them, Monday to Saturday at least: most branches are closed on Sunday. */
function daysShown(monday: LocalDate, slots: readonly PlannedSlot[]): readonly LocalDate[] {
  return WEEKDAY_KEYS.map((_, index) => addDays(monday, index)).filter(
    (day) => weekdayOf(day) !== 'sun' || slots.some((slot) => slot.day === day),
  )
}

/** Times of one series stand in one row. */
function rowsOf(slots: readonly PlannedSlot[]): readonly (readonly PlannedSlot[])[] {
  const rows = new Map<string, PlannedSlot[]>()
  for (const slot of slots) rows.set(slot.seriesId, [...(rows.get(slot.seriesId) ?? []), slot])
  return [...rows.values()]
}

/** The week as a table: series down, days across. Also what is printed to be filled in by hand. */
export function WeekTable({ week, today, typing, onMore }: WeekPartProps) {
  const days = daysShown(week.monday, week.slots)
  return (
    <div className="week-scroll">
      <table className="week-table" data-week>
        <caption className="visually-hidden">
          Sessions of the week. Type how many came and press Enter for the next.
        </caption>
        <thead>
          <tr>
            <th scope="col">Session</th>
            {days.map((day) => (
              <th key={day} scope="col" aria-current={day === today ? 'date' : undefined}>
                {dayInWords(day, day).replace(/ \w+$/, '')}
                {day === today && <span className="week-today"> today</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(week.slots).map((row) => {
            const [first] = row
            if (first === undefined) return null
            return (
              <tr key={first.seriesId}>
                <th scope="row">
                  {first.series.title}
                  {first.startTime !== null && <span className="muted small"> {first.startTime}</span>}
                </th>
                {days.map((day) => {
                  const slot = row.find((one) => one.day === day)
                  return (
                    <td key={day}>
                      {slot !== undefined && <SlotCell {...{ slot, today, typing, onMore }} />}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
