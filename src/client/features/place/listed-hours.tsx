import { Link } from 'react-router'
import type { AreaFile } from '#domain/place/area-file.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** Daily hours of an old list, which stand here until staff have put in their own. */
export function ListedHours({ listed }: { listed: AreaFile['listedHours'][string] }) {
  return (
    <details className="place-hours">
      <summary className="place-summary">Daily hours: an old list, to be confirmed</summary>
      <p className="small muted">
        From a survey of 2019, and wrong in places. They hold the place until the hours of today are put in.
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
