import { Link } from 'react-router'
import type { WeekHours } from '#domain/place/week-hours.ts'
import { dayInWords, type LocalDate } from '#domain/time/local-date.ts'
import type { AreaFile } from '#domain/place/area-file.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

const hours = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

/** The hours of an ordinary week as staff put them in. */
export function OwnHours({ own, today }: { own: WeekHours; today: LocalDate }) {
  return (
    <div className="stack stack-tight">
      <h3>Hours a day, from {dayInWords(own.fromDay, today)}</h3>
      <dl className="facts">
        {own.days.map(({ day, staffed, unstaffed }) => (
          <div key={day} className="place-day">
            <dt>{day}</dt>
            <dd>
              {staffed + unstaffed === 0 ? 'Closed' : `${hours.format(staffed)} with staff`}
              {unstaffed > 0 && `, ${hours.format(unstaffed)} without (Open+)`}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Daily hours of an old list, which stand here until staff have put in their own. */
export function ListedHours({ listed }: { listed: AreaFile['listedHours'][string] }) {
  return (
    <details className="place-hours">
      <summary className="place-summary">Daily hours: an old list, to be confirmed</summary>
      <p className="small muted">
        From an old list, and wrong in places. They hold the place until the hours of today are put in.
      </p>
      <dl className="facts">
        {DAYS.map((day, index) => (
          <div key={day} className="place-day">
            <dt>{day}</dt>
            <dd>{listed.days[index] === '' ? 'Closed' : listed.days[index]?.replace('-', ' to ')}</dd>
          </div>
        ))}
      </dl>
      {listed.note !== null && <p className="small muted">{listed.note}</p>}
      <p className="no-print">
        <Link to="/lists/access-profile">Put in the hours of today</Link>
      </p>
    </details>
  )
}
