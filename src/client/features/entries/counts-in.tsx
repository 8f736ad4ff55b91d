import { Link } from 'react-router'
import { measuresBehind } from '#domain/measures/behind-figure.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { linkKey } from '#domain/records/link-key.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { financialYearOf, quarterOf } from '#domain/time/quarter.ts'
import type { Entry } from '#client/data/entries.ts'
import { useStanding } from '#client/data/figures.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

/** From an entry up to the figures it is in, as far as its own quarter. */
export function CountsIn({ entry, day }: { readonly entry: Entry; readonly day: LocalDate }) {
  const { siteId } = useTablet()
  const standing = useStanding()
  if (standing === undefined) return null
  const { kind, scope, body } = entry
  const behind = measuresBehind({ kind, scope, day, body }, standing)
  const period = `year=${financialYearOf(day)}&quarter=${quarterOf(day)}`
  const search = siteId === null ? `?${period}&site=${linkKey(scope)}` : `?${period}`
  return (
    <section className="sheet stack" aria-labelledby="counts-in">
      <h2 id="counts-in">Where it counts</h2>
      {behind.length === 0 ? (
        <p className="muted">In no measure. It is kept, and can be found.</p>
      ) : (
        <ul className="plain-list counts-in" aria-label="Measures it counts in">
          {behind.map(({ measure: { id }, how }) => (
            <li key={id}>
              <Link to={`/progress/measure/${id}${search}`}>
                {id} {MEASURE_NAMES[id]}
              </Link>
              {how === 'whole' && <span className="small muted">, in what it is a share of</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
