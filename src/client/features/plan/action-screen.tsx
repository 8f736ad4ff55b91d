import { Link, useParams } from 'react-router'
import type { SupportFigures } from '#domain/measures/plan-support.ts'
import { firstOf } from '#domain/plan/next-plan.ts'
import { type ActionPart, type HeldPlans, treeOf } from '#domain/plan/plan-part.ts'
import type { ActionPlace, PlanTree } from '#domain/plan/plan-tree.ts'
import { quartersInWords } from '#domain/plan/plan-words.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useSupport } from '#client/data/plan-support.ts'
import { Notice } from '#client/ui/notice.tsx'
import { useHeldPlans } from '#client/data/plan-tree.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { ActionProgress } from './action-progress.tsx'
import { NearRepeats } from './near-repeats.tsx'
import { PartWordings } from './part-wordings.tsx'
import { FigureFilters } from './plan-filters.tsx'
import { Crumbs, Loading, NotInPlan, PlanTag, SupportLine, YearsApart } from './plan-parts.tsx'
import { type PlanView, usePlanView } from './plan-view.ts'
import { ActionReviews } from './reviews/review-links.tsx'
import { SupportingSessions } from './supporting-sessions.tsx'

/** One action: where it stands, its quarters, and the sessions behind it. */
export function ActionScreen() {
  const { code } = useParams()
  const view = usePlanView()
  const held = useHeldPlans()
  const figures = useSupport(view.period)
  if (held === undefined || figures === undefined) return <Loading />
  const part = held.parts.find(({ line, id }) => line === 'action' && linkKey(id) === code)
  const plan = held.plans.find(({ id }) => id === part?.body.planId)
  if (plan === undefined || part?.line !== 'action') {
    return <NotInPlan title="Not in the plan">The plan on this tablet has no action {code}.</NotInPlan>
  }
  // What is no longer in the plan still says where it stood.
  const tree = treeOf(plan, [...held.parts.filter(({ id }) => id !== part.id), { ...part, deleted: false }])
  return <ActionPage tree={tree} action={part} held={held} figures={figures} view={view} />
}

interface Standing {
  readonly number: number
  readonly title: string
  readonly place: ActionPlace
}

function standingsOf(tree: PlanTree, actionId: string): readonly Standing[] {
  return tree.branches.flatMap(({ priority: { body }, places }) =>
    places
      .filter(({ action }) => action.id === actionId)
      .map((place) => ({ number: body.number, title: body.title, place })),
  )
}

interface ActionPageProps {
  readonly tree: PlanTree
  readonly action: ActionPart
  readonly held: HeldPlans
  readonly figures: SupportFigures
  readonly view: PlanView
}

function ActionPage({ tree, action, held, figures, view }: ActionPageProps) {
  const { code, text, quarters, truncated, checkPlacement, remark } = action.body
  const planYear = tree.plan.body.year
  const standings = standingsOf(tree, action.id)
  const plan = { to: `/plan${view.search}`, label: `Plan ${financialYearName(planYear)}` }
  const priorities = [...new Set(standings.map(({ number }) => number))]
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs
          trails={priorities.map((number) => [
            plan,
            { to: `/plan/priority/${number}${view.search}`, label: `Priority ${number}` },
          ])}
        />
        <PageTitle title={code}>{text}</PageTitle>
        <p className="plan-facts">
          <span className="muted">{code}</span>
          <PlanTag>{quartersInWords(quarters)}</PlanTag>
          {truncated && <PlanTag tone="warn">Cut off in the plan</PlanTag>}
          {checkPlacement && <PlanTag tone="warn">Check placement</PlanTag>}
        </p>
        <p>
          <SupportLine figures={figures} way="action" part={action} period={view.period} />
        </p>
        <YearsApart planYear={planYear} year={view.year} />
      </div>
      {action.deleted && (
        <Notice tone="warn">
          <p>
            <b>No longer in the plan.</b> It is kept, and can be put back where the plan is edited.
          </p>
        </Notice>
      )}
      {remark !== null && (
        <Notice>
          <p>{remark}</p>
        </Notice>
      )}
      <PartWordings part={action} search={view.search} />
      <NearRepeats action={action} held={held} search={view.search} />
      <ActionReviews text={text} />
      <FigureFilters view={view} planYear={planYear} />
      <ActionProgress actionId={action.id} />
      <Standings standings={standings} search={view.search} />
      <SuggestedBy actionId={firstOf(action)} />
      <SupportingSessions actionId={firstOf(action)} scope={view.period.scope} />
    </div>
  )
}

function Standings({ standings, search }: { standings: readonly Standing[]; search: string }) {
  return (
    <section className="sheet stack" aria-labelledby="standings">
      <h2 id="standings">Where it stands</h2>
      {standings.length > 1 && (
        <p className="small muted">One action in {standings.length} places; its sessions count once.</p>
      )}
      <ul className="plan-list" aria-label="Places in the plan">
        {standings.map(({ number, title, place }) => (
          <li key={`${number} ${place.printing}`}>
            <Link className="plan-line-title" to={`/plan/priority/${number}${search}`}>
              {number}. {title}
            </Link>
            <p className="plan-facts small">
              <PlanTag>{quartersInWords(place.quarters)}</PlanTag>
              {place.printing > 1 && <PlanTag tone="warn">Printed a second time</PlanTag>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Presets that tick this action by themselves. */
function SuggestedBy({ actionId }: { actionId: string }) {
  const presets = useAuthority('preset')
  if (presets === undefined) return <Loading />
  const suggesting = presets
    .filter(({ body }) => body.suggestedActionIds.includes(actionId))
    .toSorted((a, b) => a.body.order - b.body.order)
  return (
    <section className="sheet stack" aria-labelledby="presets">
      <h2 id="presets">Presets that suggest it</h2>
      {suggesting.length === 0 ? (
        <p className="muted">None. A session can still be marked as supporting it when it is logged.</p>
      ) : (
        <ul className="plan-list">
          {suggesting.map(({ id, body }) => (
            <li key={id}>
              <Link to={`/log/${linkKey(id)}`}>{body.name}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
