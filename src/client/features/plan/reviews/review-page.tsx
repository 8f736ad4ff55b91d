import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { PLAN_REVIEWS, type PlanReview, reviewsFor } from '#domain/plan/plan-reviews.ts'
import { actionsIn } from '#domain/plan/plan-tree.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { Crumbs } from '../plan-parts.tsx'
import { usePlanView } from '../plan-view.ts'

interface ReviewPageProps {
  readonly review: PlanReview['key']
  /** What can be chosen besides the site. */
  readonly choices?: ReactNode
  readonly children: ReactNode
}

/** A review's frame: where it stands, whose it is, and the way up to what it answers. */
export function ReviewPage({ review: key, choices, children }: ReviewPageProps) {
  const view = usePlanView()
  const { siteId } = useTablet()
  const sites = useSites()
  const review = PLAN_REVIEWS.find((one) => one.key === key)
  if (review === undefined) return null
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs trails={[[{ to: `/plan${view.search}`, label: 'Plan' }]]} />
        <PageTitle title={review.title} />
        <p className="muted measure-text">{review.says}</p>
      </div>
      <fieldset className="plan-filters no-print">
        <legend className="visually-hidden">What to show</legend>
        {siteId === null && sites !== undefined && (
          <SiteSelect
            sites={sites.open}
            value={view.period.scope}
            none="Every site"
            onChange={(id) => view.change('site', id === null ? null : linkKey(id))}
          />
        )}
        {choices}
      </fieldset>
      {children}
      <Answers review={review} search={view.search} />
    </div>
  )
}

/** The way up: measures that count the same, and actions of the plan whose wording asks for it. */
function Answers({ review, search }: { readonly review: PlanReview; readonly search: string }) {
  const { planYear } = usePlanView()
  const tree = usePlanTree(planYear)
  const actions =
    tree === undefined || tree === null
      ? []
      : actionsIn(tree.branches).filter(({ body }) => reviewsFor(body.text).includes(review))
  return (
    <section className="sheet stack" aria-labelledby="answers">
      <h2 id="answers">What it answers</h2>
      <ul className="plan-list" aria-label="Measures and actions">
        {review.measures.map((id) => (
          <li key={id}>
            <Link to={`/progress/measure/${id}`}>{`${id} ${MEASURE_NAMES[id]}`}</Link>
          </li>
        ))}
        {actions.map(({ id, body }) => (
          <li key={id}>
            <Link to={`/plan/action/${linkKey(id)}${search}`}>{`${body.code} ${body.text}`}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
