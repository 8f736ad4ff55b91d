import { Link, useSearchParams } from 'react-router'
import * as v from 'valibot'
import { linkKey, siteInLink } from '#domain/records/link-key.ts'
import { addDays, type LocalDate, localDateSchema, weekStart } from '#domain/time/local-date.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { WeekGrid } from './week-grid.tsx'

const WEEK = 7

/** Any week of a site's timetable, to key in from paper or to print for it. */
export function WeekPage() {
  const tablet = useTablet()
  const sites = useSites()
  const [search, setSearch] = useSearchParams()
  const thisWeek = weekStart(tablet.clock.today())
  const asked = v.safeParse(localDateSchema, search.get('week'))
  const monday = asked.success ? weekStart(asked.output) : thisWeek
  const scope = siteInLink(tablet.siteId, search.get('site'))
  const toWeek = (week: LocalDate): { pathname: string; search: string } => {
    const next = new URLSearchParams(search)
    if (week === thisWeek) next.delete('week')
    else next.set('week', week)
    return { pathname: '/week', search: next.toString() }
  }
  return (
    <div className="stack stack-wide week-page">
      <div>
        <PageTitle title="Week" />
        {scope !== null && <p className="muted">{sites?.nameOf(scope)}</p>}
      </div>
      {tablet.siteId === null && sites !== undefined && (
        <SiteSelect
          sites={sites.open}
          value={scope}
          none="Choose a site"
          onChange={(id) => setSearch(id === null ? {} : { site: linkKey(id) }, { replace: true })}
        />
      )}
      {scope === null ? (
        <Notice>
          <p>Choose the site whose week it is.</p>
        </Notice>
      ) : (
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
    </div>
  )
}
