import { useDeferredValue } from 'react'
import { Link } from 'react-router'
import { type MeasureGroup, measureGroups } from '#domain/measures/measures-of-plan.ts'
import { isWholeCounty } from '#domain/measures/place-asked.ts'
import { filterPlan } from '#domain/plan/plan-filter.ts'
import type { PlanTree } from '#domain/plan/plan-tree.ts'
import type { Theme } from '#domain/records/vocabulary.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { type FigureSources, useFigureSources } from '#client/data/figures.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { FiguresFrom, NotTold } from './figures-from.tsx'
import { MeasureList } from './measure-list.tsx'
import { ProgressFilters } from './progress-filters.tsx'
import { Loading, periodInWords, placeInWords } from './progress-parts.tsx'
import { type ProgressView, useProgressView } from './progress-view.ts'
import { WhoReported } from './who-reported.tsx'

/** Every measure by corporate priority: of a site, an area or the county. */
export function ProgressScreen() {
  const view = useProgressView()
  const sources = useFigureSources(view.asked.year, view.asked)
  const tree = usePlanTree(view.asked.year)
  const sites = useSites()
  if (sources === undefined || tree === undefined || sites === undefined) return <Loading />
  const titles = new Map(tree?.branches.map(({ priority: { body } }) => [body.number, body.title]))
  const groups = measureGroups(tree).filter(({ priority }) => isUnder(view.theme, tree, priority))
  return <Overview view={view} sources={sources} titles={titles} groups={groups} sites={sites} />
}

/** Only promises have a theme: a priority is under it by one of its own, and the delivery of the plan never is. */
function isUnder(theme: Theme | null, tree: PlanTree | null, priority: number | null): boolean {
  if (theme === null || tree === null) return true
  const { branches } = filterPlan(tree, { theme, quarter: null })
  return branches.some((branch) => branch.priority.body.number === priority)
}

interface OverviewProps {
  readonly view: ProgressView
  /** Null where the server has not told them yet. */
  readonly sources: FigureSources | null
  readonly titles: ReadonlyMap<number, string>
  readonly groups: readonly MeasureGroup[]
  readonly sites: Sites
}

function Overview({ view, sources, titles, groups, sites }: OverviewProps) {
  const { asked } = view
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <PageTitle title={`Progress ${financialYearName(asked.year)}`} />
        <p className="muted">
          {placeInWords(asked, sites)}, {periodInWords(asked)}.
        </p>
        {sources !== null && <FiguresFrom told={sources.told} />}
        <WaysOn view={view} sources={sources} sites={sites} />
      </div>
      <ProgressFilters view={view} hasThemes />
      {sources === null ? (
        <NotTold />
      ) : (
        <>
          {isWholeCounty(asked) && <WhoReported sites={sites} asked={asked} told={sources.told} />}
          <Priorities view={view} sources={sources} titles={titles} groups={groups} />
        </>
      )}
    </div>
  )
}

/** Screens that are about the county alone, or about a site whose entries are here. */
function WaysOn({ view, sources, sites }: Pick<OverviewProps, 'view' | 'sources' | 'sites'>) {
  const { asked, search } = view
  return (
    <>
      {isWholeCounty(asked) && (
        <p>
          <Link to={`/progress/close${search}`}>Closing of the quarter</Link>
        </p>
      )}
      {asked.site !== null && sources?.told === null && (
        <p>
          <Link to={`/progress/site${search}`}>What {sites.nameOf(asked.site)} brought this month</Link>
        </p>
      )}
    </>
  )
}

/** The first is drawn at once, and the others right after: nobody waits for what lies below the screen. */
const AT_ONCE = 1

interface PrioritiesProps extends Pick<OverviewProps, 'view' | 'titles' | 'groups'> {
  readonly sources: FigureSources
}

function Priorities({ view, sources, titles, groups }: PrioritiesProps) {
  const { asked, search } = view
  const isRestDue = useDeferredValue(true, false)
  return (
    <>
      <p className="small muted">
        A session counts once in the county and once under its own priority. Priorities overlap and are never
        added together.
      </p>
      {(isRestDue ? groups : groups.slice(0, AT_ONCE)).map(({ priority, measures }) => (
        <section
          key={priority ?? 'delivery'}
          className="sheet stack"
          aria-labelledby={`progress-${priority ?? 'delivery'}`}
        >
          <h2 id={`progress-${priority ?? 'delivery'}`}>
            {priority === null ? (
              'Delivery of the plan'
            ) : (
              <Link className="progress-heading" to={`/progress/${priority}${search}`}>
                {priority}. {titles.get(priority) ?? 'Corporate priority'}
              </Link>
            )}
          </h2>
          <MeasureList
            label={priority === null ? 'Measures of delivery' : `Measures of priority ${priority}`}
            measures={measures}
            sources={sources}
            asked={asked}
            search={search}
          />
        </section>
      ))}
    </>
  )
}
