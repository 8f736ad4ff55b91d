import { useMemo } from 'react'
import { Link } from 'react-router'
import { NO_SUPPORT, type SupportFigures } from '#domain/measures/plan-support.ts'
import { PLAN_REVIEWS } from '#domain/plan/plan-reviews.ts'
import { type FilteredPlan, filterPlan, type PlanFilter, quarterCounts } from '#domain/plan/plan-filter.ts'
import { planGaps } from '#domain/plan/plan-gaps.ts'
import { actionsIn, type PlanTree, referredBranch } from '#domain/plan/plan-tree.ts'
import { countInWords, prioritiesInWords, supportInWords } from '#domain/plan/plan-words.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { useSupport } from '#client/data/plan-support.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { GapList } from './gap-list.tsx'
import { TwinNotice } from './edit/twin-plans.tsx'
import { PlanFiles } from './edit/plan-files.tsx'
import { PlanChooser, PlanFilters } from './plan-filters.tsx'
import { Loading, NotInPlan, YearsApart } from './plan-parts.tsx'
import { type PlanView, usePlanView } from './plan-view.ts'
import { ReviewLinks } from './reviews/review-links.tsx'
import { PriorityCard } from './priority-card.tsx'

/** The plan as it is printed, with what the branches' sessions bring to each part of it. */
export function PlanScreen() {
  const view = usePlanView()
  const tree = usePlanTree(view.planYear)
  const figures = useSupport(view.period)
  if (tree === undefined || figures === undefined) return <Loading />
  if (tree === null) return <NotInPlan title="Plan">This tablet has not received a plan yet.</NotInPlan>
  return <PlanOverview tree={tree} figures={figures} view={view} />
}

interface PlanOverviewProps {
  readonly tree: PlanTree
  readonly figures: SupportFigures
  readonly view: PlanView
}

function PlanOverview({ tree, figures, view }: PlanOverviewProps) {
  const { theme, quarter } = view.filter
  const shown = useMemo(() => filterPlan(tree, { theme, quarter }), [tree, theme, quarter])
  const actions = useMemo(() => actionsIn(tree.branches), [tree])
  const planYear = tree.plan.body.year
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <PageTitle title={`Plan ${financialYearName(planYear)}`} />
        <p className="muted measure-text">{tree.plan.body.source}</p>
        <YearsApart planYear={planYear} year={view.year} />
        <p>
          <Link to={`/plan/board${view.search}`}>See the actions by quarter</Link>
          <br />
          <Link to="/progress">See the measures of every priority</Link>
        </p>
      </div>
      <TwinNotice year={planYear} search={view.search} />
      <PlanChooser view={view} planYear={planYear} />
      <PlanFilters view={view} planYear={planYear} actionsByQuarter={quarterCounts(actions)} />
      <div className="stack stack-tight">
        <output>{shownInWords(tree, shown)}</output>
        <LeftOut shown={shown} filter={view.filter} />
        <p className="small muted">
          All priorities together, each session once: {supportInWords(figures.get('all') ?? NO_SUPPORT)}. The
          figures of priorities, activities and actions overlap and do not add up to this.
        </p>
      </div>
      {shown.branches.map((branch) => (
        <PriorityCard
          key={branch.priority.id}
          branch={branch}
          referred={referredBranch(tree, branch)}
          figures={figures}
          search={view.search}
          period={view.period}
        />
      ))}
      <section className="sheet stack" aria-labelledby="reviews">
        <h2 id="reviews">Reviews</h2>
        <p className="muted">Computed from what is recorded, whenever one is opened.</p>
        <ReviewLinks reviews={PLAN_REVIEWS} label="Reviews" />
      </section>
      <section className="sheet stack" aria-labelledby="plan-gaps">
        <h2 id="plan-gaps">Gaps in the plan</h2>
        <p className="muted">These are in the printed plan. They are shown as they are, not filled in.</p>
        <GapList gaps={planGaps(tree)} search={view.search} />
      </section>
      <PlanFiles plan={tree.plan} search={view.search} />
    </div>
  )
}

/** "9 priorities, 13 promises, 14 activities, 48 actions standing in 53 places." */
function shownInWords(tree: PlanTree, shown: FilteredPlan): string {
  const { branches } = shown
  const distinct = (ids: readonly string[]): number => new Set(ids).size
  const priorities =
    branches.length === tree.branches.length
      ? countInWords(branches.length, 'priority', 'priorities')
      : `${branches.length} of ${countInWords(tree.branches.length, 'priority', 'priorities')}`
  const promises = distinct(branches.flatMap((branch) => branch.promises.map(({ id }) => id)))
  const activities = distinct(branches.flatMap((branch) => branch.activities.map(({ id }) => id)))
  const places = branches.reduce((sum, branch) => sum + branch.places.length, 0)
  return `${[
    priorities,
    countInWords(promises, 'promise', 'promises'),
    countInWords(activities, 'activity', 'activities'),
    countInWords(actionsIn(branches).length, 'action', 'actions'),
  ].join(', ')} standing in ${countInWords(places, 'place', 'places')}.`
}

function LeftOut({ shown, filter }: { shown: FilteredPlan; filter: PlanFilter }) {
  if (shown.leftOut.length === 0) return null
  const why = [
    filter.theme === null ? '' : `a promise under ${filter.theme}`,
    filter.quarter === null
      ? ''
      : filter.quarter === 'unprofiled'
        ? 'an action without a quarter'
        : `an action in ${filter.quarter}`,
  ].filter((part) => part !== '')
  return (
    <p className="small muted">
      Left out, because nothing there has {why.join(' and ')}: {prioritiesInWords(shown.leftOut)}.
    </p>
  )
}
