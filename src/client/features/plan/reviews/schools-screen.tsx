import { Link } from 'react-router'
import { countInWords } from '#domain/plan/plan-words.ts'
import { schoolsReached } from '#domain/plan/schools-reached.ts'
import { choicesOf } from '#domain/records/fact-words.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { monthOf } from '#domain/time/quarter.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useKept } from '#client/data/plan-reviews.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { FiguresYear } from '../plan-filters.tsx'
import { Loading } from '../plan-parts.tsx'
import { usePlanView, yearInWords } from '../plan-view.ts'
import { ReviewPage } from './review-page.tsx'

/** Schools in the list that no visit of the year names. */
export function SchoolsScreen() {
  const view = usePlanView()
  return (
    <ReviewPage review="schools" choices={<FiguresYear view={view} planYear={view.planYear} />}>
      <Schools />
    </ReviewPage>
  )
}

function Schools() {
  const view = usePlanView()
  const { siteId } = useTablet()
  const sites = useSites()
  const { scope, first, last } = view.period
  // A school near one library may have been met by another: every visit on this tablet is looked at.
  const visits = useKept('class-visit', sitesLookedAt(sites, siteId))
  const schools = useAuthority('school')
  if (sites === undefined || visits === undefined || schools === undefined) return <Loading />
  const near = schools.filter(({ body }) => scope === null || body.nearestSiteId === scope)
  const inTime = visits
    .map(({ body }) => body)
    .filter(({ day }) => monthOf(day) >= first && monthOf(day) <= last)
  const { reached, notReached, notListed } = schoolsReached(near, inTime)
  return (
    <section className="sheet stack" aria-labelledby="not-reached">
      <h2 id="not-reached">Not reached, {yearInWords(view.year)}</h2>
      <p>
        {near.length === 0
          ? 'No school is in the list for this place yet.'
          : `${reached.length} of ${countInWords(near.length, 'school', 'schools')} reached.`}{' '}
        <Link to="/lists/school">See the list of schools</Link>
      </p>
      {siteId !== null && (
        <p className="small muted">Visits that other libraries logged are not on this tablet.</p>
      )}
      <ul className="plan-list" aria-label="Schools not reached">
        {notReached.map(({ id, body }) => (
          <li key={id}>
            <Link className="plan-line-title" to={`/entries/${id}`}>
              {body.name}
            </Link>
            <p className="small">
              {[
                phaseInWords(body.phase),
                body.nearestSiteId === null ? 'no library said' : sites.nameOf(body.nearestSiteId),
                ...(body.pupils === null ? [] : [countInWords(body.pupils, 'pupil', 'pupils')]),
              ].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
      {scope === null && notListed.length > 0 && (
        <p className="small">Met, and not in the list: {notListed.join(', ')}.</p>
      )}
      <p className="no-print">
        <Link
          className="button"
          to={`/log/kind/class-visit${scope === null ? '' : `?site=${linkKey(scope)}`}`}
        >
          Log a visit
        </Link>
      </p>
    </section>
  )
}

function sitesLookedAt(sites: Sites | undefined, own: string | null): readonly string[] {
  if (own !== null) return [own]
  return sites === undefined ? [] : [...sites.open, ...sites.closed].map(({ id }) => id)
}

function phaseInWords(phase: string): string {
  return choicesOf('phase', 'school')?.find(({ value }) => value === phase)?.label ?? phase
}
