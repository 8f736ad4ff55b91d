import { Link, useSearchParams } from 'react-router'
import * as v from 'valibot'
import { addDays, dayInWords, type LocalDate, localDateSchema, weekStart } from '#domain/time/local-date.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useSiteChoice } from '#client/data/site-choice.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useVolunteerWeek } from '#client/data/volunteers.ts'
import { SitePage } from '#client/ui/site-page.tsx'
import { Forgotten } from './forgotten.tsx'
import { HoursGrid } from './hours-grid.tsx'

const WEEK = 7
const SUNDAY = 6

/** A week of everybody's hours in one grid. */
export function HoursPage() {
  const { clock } = useTablet()
  const [search, setSearch] = useSearchParams()
  const choice = useSiteChoice(search, setSearch)
  const today = clock.today()
  const asked = v.safeParse(localDateSchema, search.get('week'))
  const monday = weekStart(asked.success ? asked.output : today)
  const toWeek = (week: LocalDate): { pathname: string; search: string } => {
    const next = new URLSearchParams(search)
    next.set('week', week)
    return { pathname: '/hours', search: next.toString() }
  }
  return (
    <SitePage
      title="Volunteer hours"
      choice={choice}
      says={`${dayInWords(monday, today)} – ${dayInWords(addDays(monday, SUNDAY), today)}`}
      asks="Choose the site where the time was given."
    >
      {(scope) => (
        <>
          <p className="row row-tight">
            <Link className="button" to={toWeek(addDays(monday, -WEEK))}>
              Week before
            </Link>
            <Link className="button" to={toWeek(addDays(monday, WEEK))}>
              Week after
            </Link>
            <Link className="button push" to={{ pathname: '/sign-in', search: search.toString() }}>
              Sign-in screen
            </Link>
          </p>
          <Forgotten scope={scope} />
          <Week key={`${scope} ${monday}`} scope={scope} monday={monday} />
          <p>
            <Link to={{ pathname: '/log/kind/volunteer-shift', search: search.toString() }}>
              A Friends group, travel, training, or a month put in at once
            </Link>
          </p>
        </>
      )}
    </SitePage>
  )
}

function Week({ scope, monday }: { scope: string; monday: LocalDate }) {
  const week = useVolunteerWeek(scope, monday)
  const roles = useAuthority('volunteer-role')?.toSorted((a, b) => (a.body.order ?? 0) - (b.body.order ?? 0))
  if (week === undefined || roles === undefined) return null
  return <HoursGrid scope={scope} monday={monday} week={week} roles={roles} />
}
