import { Link, useParams } from 'react-router'
import type { SupportFigures } from '#domain/measures/plan-support.ts'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import type { ActionPlace, Named, PlanTree } from '#domain/plan/plan-tree.ts'
import { quartersInWords } from '#domain/plan/plan-words.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useSupport } from '#client/data/plan-support.ts'
import { Notice } from '#client/ui/notice.tsx'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { ActionProgress } from './action-progress.tsx'
import { FigureFilters } from './plan-filters.tsx'
import { Crumbs, Loading, NotInPlan, PlanTag, SupportLine, YearsApart } from './plan-parts.tsx'
import { type PlanView, usePlanView } from './plan-view.ts'
import { SupportingSessions } from './supporting-sessions.tsx'

/** One action: where it stands, its quarters, and the sessions behind it. */
export function ActionScreen() {
  const { code } = useParams()
  const view = usePlanView()
  const tree = usePlanTree()
  const figures = useSupport(view.period)
  if (tree === undefined || figures === undefined) return <Loading />
  const standings = tree === null ? [] : standingsOf(tree, code)
  const action = standings[0]?.place.action
  if (tree === null || action === undefined) {
    return <NotInPlan title="Not in the plan">The plan on this tablet has no action {code}.</NotInPlan>
  }
  return <ActionPage tree={tree} action={action} standings={standings} figures={figures} view={view} />
}

interface Standing {
  readonly number: number
  readonly title: string
  readonly place: ActionPlace
}

function standingsOf(tree: PlanTree, code: string | undefined): readonly Standing[] {
  return tree.branches.flatMap(({ priority: { body }, places }) =>
    places
      .filter(({ action }) => linkKey(action.id) === code)
      .map((place) => ({ number: body.number, title: body.title, place })),
  )
}

interface ActionPageProps {
  readonly tree: PlanTree
  readonly action: Named<PlanAction>
  readonly standings: readonly Standing[]
  readonly figures: SupportFigures
  readonly view: PlanView
}

function ActionPage({ tree, action, standings, figures, view }: ActionPageProps) {
  const { code, text, quarters, truncated, checkPlacement, remark } = action.body
  const planYear = tree.plan.body.year
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
          <SupportLine figures={figures} facet={`action:${action.id}`} />
        </p>
        <YearsApart planYear={planYear} year={view.year} />
      </div>
      {remark !== null && (
        <Notice>
          <p>{remark}</p>
        </Notice>
      )}
      <FigureFilters view={view} planYear={planYear} />
      <ActionProgress actionId={action.id} />
      <Standings standings={standings} search={view.search} />
      <SuggestedBy actionId={action.id} />
      <SupportingSessions actionId={action.id} scope={view.period.scope} />
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
