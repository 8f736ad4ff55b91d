import { dayHeading } from '#domain/time/local-date.ts'
import type { PlannedSlot } from '#client/data/week.ts'
import { SlotCell } from './slot-cell.tsx'
import type { WeekPartProps } from './week-part.ts'

/** The week on a phone: day by day, one line a time. */
export function WeekDays({ week, today, typing, onMore }: WeekPartProps) {
  const days = new Map<PlannedSlot['day'], PlannedSlot[]>()
  for (const slot of week.slots) days.set(slot.day, [...(days.get(slot.day) ?? []), slot])
  return (
    <div className="stack" data-week>
      {[...days].map(([day, slots]) => (
        <section key={day} className="stack stack-tight">
          <h3>{dayHeading(day, today)}</h3>
          <ul className="plain-list stack stack-tight">
            {slots.map((slot) => (
              <li key={slot.key} className="week-line">
                <span>
                  <b>{slot.series.title}</b>
                  {slot.startTime !== null && <span className="muted small"> {slot.startTime}</span>}
                </span>
                <SlotCell {...{ slot, today, typing, onMore }} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
