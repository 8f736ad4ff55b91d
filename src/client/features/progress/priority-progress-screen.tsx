import { Link, useParams } from 'react-router'
import { measureGroups } from '#domain/measures/measures-of-plan.ts'
import type { PlanTree, PriorityBranch } from '#domain/plan/plan-tree.ts'
import { financialYearName, monthsOfQuarter } from '#domain/time/quarter.ts'
import { type FigureSources, useFigureSources } from '#client/data/figures.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { useSaid } from '#client/data/quarter-closings.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SaidList } from '#client/ui/said-list.tsx'
import { FiguresFrom, NotTold } from './figures-from.tsx'
import { MeasureList } from './measure-list.tsx'
import { ActionLinks, PromiseLinks } from './plan-links.tsx'
import { ProgressFilters } from './progress-filters.tsx'
import { Crumbs, Loading, NoSuchFigure, periodInWords, placeInWords } from './progress-parts.tsx'
import { type ProgressView, useProgressView } from './progress-view.ts'
import { SupportBehind } from './support-behind.tsx'
import { StoryPart } from './story-part.tsx'

/** One corporate priority: its measures, what it promised, its actions, and what contributes besides. */
export function PriorityProgressScreen() {
  const { priority } = useParams()
  const view = useProgressView()
  const { year } = view.asked
  const sources = useFigureSources(year, view.asked)
  const tree = usePlanTree(year)
  const sites = useSites()
  const said = useSaid(year)
  if (sources === undefined || said === undefined) return <Loading />
  if (tree === undefined || sites === undefined) return <Loading />
  const branch = tree?.branches.find(({ priority: { body } }) => String(body.number) === priority)
  if (tree === null || branch === undefined) {
    return <NoSuchFigure title="Progress">The plan on this tablet has no priority {priority}.</NoSuchFigure>
  }
  return <PriorityProgress {...{ tree, branch, sources, sites, view, said }} />
}

interface PriorityProgressProps {
  readonly tree: PlanTree
  readonly branch: PriorityBranch
  /** Null where the server has not told them yet. */
  readonly sources: FigureSources | null
  readonly sites: Sites
  readonly view: ProgressView
  readonly said: NonNullable<ReturnType<typeof useSaid>>
}

function PriorityProgress({ tree, branch, sources, sites, view, said }: PriorityProgressProps) {
  const { asked, search } = view
  const { number, title } = branch.priority.body
  const own = measureGroups(tree).find(({ priority }) => priority === number)?.measures ?? []
  const support = sources?.support(asked)
  const behind = { support, part: branch.priority, asked, isHere: sources !== null && sources.told === null }
  return (
    <div className="stack stack-wide paper">
      <div className="stack">
        <Crumbs trail={[{ to: `/progress${search}`, label: `Progress ${financialYearName(asked.year)}` }]} />
        <PageTitle title={`${number}. ${title}`} />
        <p className="muted">
          {placeInWords(asked, sites)}, {periodInWords(asked)}
        </p>
        {sources !== null && <FiguresFrom told={sources.told} />}
        {sources !== null && (
          <p>
            Sessions under this priority: <SupportBehind {...behind} way="primary" />
            <br />
            Also contributing, counted elsewhere: <SupportBehind {...behind} way="also" />
          </p>
        )}
      </div>
      <ProgressFilters view={view} />
      <SaidList said={said(branch.priority.body)} />
      {sources === null ? (
        <NotTold />
      ) : (
        <section className="sheet stack" aria-labelledby="measures">
          <h2 id="measures">Measures</h2>
          <MeasureList
            label={`Measures of priority ${number}`}
            hasCharts
            measures={own}
            sources={sources}
            asked={asked}
            search={search}
          />
        </section>
      )}
      <StoryPart
        priorityId={branch.priority.id}
        site={asked.site}
        sites={sites}
        span={monthsOfQuarter(asked.year, asked.quarter)}
      />
      <section className="sheet stack" aria-labelledby="promised">
        <h2 id="promised">What was promised</h2>
        <PromiseLinks promises={branch.promises} search={search} said={said} />
        <p className="no-print">
          <Link to={`/plan/priority/${number}`}>
            See it in the plan {financialYearName(tree.plan.body.year)}
          </Link>
        </p>
      </section>
      <section className="sheet stack" aria-labelledby="actions">
        <h2 id="actions">Actions</h2>
        <ActionLinks branches={[branch]} {...(sources === null ? {} : { behind })} />
      </section>
    </div>
  )
}
