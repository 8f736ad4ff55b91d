import { Link } from 'react-router'
import { championList } from '#domain/plan/champion-list.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import type { BodyOf } from '#domain/records/registry.ts'
import type { Named } from '#domain/plan/plan-tree.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Loading, PlanTag } from '../plan-parts.tsx'
import { usePlanView } from '../plan-view.ts'
import { ReviewPage } from './review-page.tsx'

/** Who keeps health conversations going, by site. */
export function ChampionsScreen() {
  return (
    <ReviewPage review="champions">
      <Champions />
    </ReviewPage>
  )
}

function Champions() {
  const { clock, siteId } = useTablet()
  const { scope } = usePlanView().period
  const sites = useSites()
  const all = useAuthority('champion')
  if (sites === undefined || all === undefined) return <Loading />
  const siteIds = scope === null ? sites.open.map(({ id }) => id) : [scope]
  const { everywhere, rows, nobodyAt } = championList(all, siteIds, clock.today())
  const number = everywhere.length + rows.reduce((sum, { champions }) => sum + champions.length, 0)
  return (
    <>
      <section className="sheet stack" aria-labelledby="champions">
        <h2 id="champions">Champions now</h2>
        <p>
          {countInWords(number, 'champion', 'champions')}, at {countInWords(rows.length, 'site', 'sites')}.
        </p>
        <ul className="plan-list" aria-label="Champions by site">
          {everywhere.length > 0 && (
            <li>
              <p>The whole service</p>
              <AtSite champions={everywhere} />
            </li>
          )}
          {rows.map(({ siteId: at, champions }) => (
            <li key={at}>
              <p>{sites.nameOf(at)}</p>
              <AtSite champions={champions} />
            </li>
          ))}
        </ul>
        <p className="no-print">
          <Link className="button" to="/lists/champion">
            {siteId === null ? 'Keep the list of champions' : 'See the list of champions'}
          </Link>
        </p>
      </section>
      {nobodyAt.length > 0 && (
        <section className="sheet stack" aria-labelledby="nobody">
          <h2 id="nobody">No champion yet</h2>
          <p>{nobodyAt.map(sites.nameOf).join(', ')}</p>
        </section>
      )}
    </>
  )
}

function AtSite({ champions }: { readonly champions: readonly Named<BodyOf<'champion'>>[] }) {
  const { clock } = useTablet()
  return (
    <ul className="plain-list">
      {champions.map(({ id, body }) => (
        <li key={id} className="plan-facts">
          <Link className="plan-line-title" to={`/entries/${id}`}>
            {body.code}
          </Link>
          {body.isLead && <PlanTag>Leads the champions</PlanTag>}
          <span className="small">
            {body.trainedOn === null
              ? 'Training not said'
              : `Trained on ${dayInWords(body.trainedOn, clock.today())}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
