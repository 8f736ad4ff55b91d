import { Link, useSearchParams } from 'react-router'
import * as v from 'valibot'
import { addDays, type LocalDate, localDateSchema, weekStart } from '#domain/time/local-date.ts'
import { useSiteChoice } from '#client/data/site-choice.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { SitePage } from '#client/ui/site-page.tsx'
import { WeekGrid } from './week-grid.tsx'

const WEEK = 7

/** Any week of a site's timetable, to key in from paper or to print for it. */
export function WeekPage() {
  const { clock } = useTablet()
  const [search, setSearch] = useSearchParams()
  const choice = useSiteChoice(search, setSearch)
  const thisWeek = weekStart(clock.today())
  const asked = v.safeParse(localDateSchema, search.get('week'))
  const monday = asked.success ? weekStart(asked.output) : thisWeek
  const toWeek = (week: LocalDate): { pathname: string; search: string } => {
    const next = new URLSearchParams(search)
    if (week === thisWeek) next.delete('week')
    else next.set('week', week)
    return { pathname: '/week', search: next.toString() }
  }
  return (
    <SitePage title="Week" className="week-page" choice={choice} asks="Choose the site whose week it is.">
      {(scope) => (
        <>
          <p className="row row-tight no-print">
            <Link className="button" to={toWeek(addDays(monday, -WEEK))}>
              Week before
            </Link>
            {monday !== thisWeek && (
              <Link className="button" to={toWeek(thisWeek)}>
                This week
              </Link>
            )}
            <Link className="button" to={toWeek(addDays(monday, WEEK))}>
              Week after
            </Link>
            <button type="button" className="button push" onClick={() => window.print()}>
              Print this week
            </button>
          </p>
          <WeekGrid
            key={`${scope} ${monday}`}
            scope={scope}
            monday={monday}
            heading={monday === thisWeek ? 'This week' : 'Week'}
            search={search.toString()}
          />
          <p className="muted no-print">
            Type how many came and press Enter for the next. 0 means nobody came; blank means nobody counted.
          </p>
        </>
      )}
    </SitePage>
  )
}
