import { Link, useParams } from 'react-router'
import type { SupportFigures } from '#domain/measures/plan-support.ts'
import { firstOf } from '#domain/plan/next-plan.ts'
import { type PlanTree, type PriorityBranch, referredBranch } from '#domain/plan/plan-tree.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { useSupport } from '#client/data/plan-support.ts'
import { Notice } from '#client/ui/notice.tsx'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { useSaid } from '#client/data/quarter-closings.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SaidList } from '#client/ui/said-list.tsx'
import { ActionList } from './action-list.tsx'
import { PartWordings } from './part-wordings.tsx'
import { FigureFilters } from './plan-filters.tsx'
import { Crumbs, Loading, NotInPlan, YearsApart } from './plan-parts.tsx'
import { type PlanView, usePlanView } from './plan-view.ts'
import { ActivityList, CrossReference, PrioritySupport, PromiseList } from './priority-parts.tsx'

/** One corporate priority: its promises, activities and actions, and what sessions bring to each. */
export function PriorityScreen() {
  const { number } = useParams()
  const view = usePlanView()
  const tree = usePlanTree(view.planYear)
  const figures = useSupport(view.period)
  const said = useSaid(view.year ?? view.planYear)
  if (tree === undefined || figures === undefined || said === undefined) return <Loading />
  const branch = tree?.branches.find(
    // Entries name a priority by its id, whose key is its number only where the plan came with the service.
    ({ priority }) => String(priority.body.number) === number || linkKey(firstOf(priority)) === number,
  )
  if (tree === null || branch === undefined) {
    return <NotInPlan title="Not in the plan">The plan on this tablet has no priority {number}.</NotInPlan>
  }
  return <PriorityPage tree={tree} branch={branch} figures={figures} view={view} said={said} />
}

interface PriorityPageProps {
  readonly tree: PlanTree
  readonly branch: PriorityBranch
  readonly figures: SupportFigures
  readonly view: PlanView
  readonly said: NonNullable<ReturnType<typeof useSaid>>
}

function PriorityPage({ tree, branch, figures, view, said }: PriorityPageProps) {
  const { priority, promises, activities, places } = branch
  const { number, title, remark } = priority.body
  const planYear = tree.plan.body.year
  const referred = referredBranch(tree, branch)
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs trails={[[{ to: `/plan${view.search}`, label: `Plan ${financialYearName(planYear)}` }]]} />
        <PageTitle title={`${number}. ${title}`} />
        <PrioritySupport part={priority} figures={figures} period={view.period} />
        <YearsApart planYear={planYear} year={view.year} />
        <p>
          <Link to={`/progress/${number}`}>See the measures of this priority</Link>
        </p>
        <SaidList said={said(priority.body)} />
        <PartWordings part={{ line: 'priority', ...priority }} search={view.search} />
      </div>
      <FigureFilters view={view} planYear={planYear} />
      {referred !== undefined && (
        <Notice>
          <CrossReference branch={branch} to={referred} search={view.search} />
        </Notice>
      )}
      {remark !== null && (
        <Notice>
          <p>{remark}</p>
        </Notice>
      )}
      <section className="sheet stack" aria-labelledby="promises">
        <h2 id="promises">Promises</h2>
        <PromiseList
          promises={promises}
          beside={(part) => (
            <>
              <SaidList said={said(part.body)} />
              <PartWordings part={{ line: 'promise', ...part }} search={view.search} />
            </>
          )}
        />
      </section>
      <section className="sheet stack" aria-labelledby="activities">
        <h2 id="activities">Activities</h2>
        {activities.length > 0 && (
          <p className="small muted">
            Sessions of every priority that name the activity; one session may name several.
          </p>
        )}
        <ActivityList
          activities={activities}
          figures={figures}
          period={view.period}
          beside={(part) => <PartWordings part={{ line: 'activity', ...part }} search={view.search} />}
        />
      </section>
      <section className="sheet stack" aria-labelledby="actions">
        <h2 id="actions">Actions</h2>
        {places.length === 0 ? (
          <p className="muted">No action in the plan</p>
        ) : (
          <ActionList
            label={`Actions of priority ${number}`}
            places={places}
            figures={figures}
            search={view.search}
          />
        )}
      </section>
      {referred !== undefined && <ReferredActions referred={referred} figures={figures} view={view} />}
    </div>
  )
}

/** Another priority's actions, shown where the plan refers to them and clearly as that priority's. */
function ReferredActions({
  referred,
  figures,
  view,
}: {
  referred: PriorityBranch
  figures: SupportFigures
  view: PlanView
}) {
  const { number } = referred.priority.body
  return (
    <section className="sheet stack" aria-labelledby="referred">
      <h2 id="referred">Actions of priority {number}, which the note refers to</h2>
      <ActionList
        label={`Actions of priority ${number}`}
        places={referred.places}
        figures={figures}
        search={view.search}
      />
    </section>
  )
}
