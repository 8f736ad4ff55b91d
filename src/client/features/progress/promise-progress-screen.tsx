import { Link, useParams } from 'react-router'
import { measureGroups } from '#domain/measures/measures-of-plan.ts'
import type { PlanPromise } from '#domain/plan/plan-records.ts'
import type { Named, PlanTree } from '#domain/plan/plan-tree.ts'
import { listInWords } from '#domain/plan/plan-words.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { financialYearName } from '#domain/time/quarter.ts'
import { type FigureSources, useFigureSources } from '#client/data/figures.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { useSaid } from '#client/data/quarter-closings.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { type Said, SaidList } from '#client/ui/said-list.tsx'
import { FiguresFrom, NotTold } from './figures-from.tsx'
import { MeasureList } from './measure-list.tsx'
import { ActionLinks } from './plan-links.tsx'
import { ProgressFilters } from './progress-filters.tsx'
import { Crumbs, Loading, NoSuchFigure, periodInWords } from './progress-parts.tsx'
import { type ProgressView, useProgressView } from './progress-view.ts'

/** One promise of the strategy: the measures and actions that answer it. Nothing of them is added together. */
export function PromiseProgressScreen() {
  const { code } = useParams()
  const view = useProgressView()
  const sources = useFigureSources(view.asked.year, view.asked)
  const tree = usePlanTree(view.asked.year)
  const said = useSaid(view.asked.year)
  if (sources === undefined || tree === undefined || said === undefined) return <Loading />
  const promise = tree?.branches
    .flatMap(({ promises }) => promises)
    .find(({ id }) => code !== undefined && linkKey(id) === code)
  if (tree === null || promise === undefined) {
    return <NoSuchFigure title="Progress">The plan on this tablet has no promise {code}.</NoSuchFigure>
  }
  return <PromiseProgress {...{ tree, promise, sources, view }} said={said(promise.body)} />
}

interface PromiseProgressProps {
  readonly tree: PlanTree
  readonly promise: Named<PlanPromise>
  /** Null where the server has not told them yet. */
  readonly sources: FigureSources | null
  readonly view: ProgressView
  readonly said: readonly Said[]
}

function PromiseProgress({ tree, promise, sources, view, said }: PromiseProgressProps) {
  const { asked, search } = view
  const branches = tree.branches.filter(({ promises }) => promises.some(({ id }) => id === promise.id))
  const groups = measureGroups(tree)
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs trail={[{ to: `/progress${search}`, label: `Progress ${financialYearName(asked.year)}` }]} />
        <PageTitle title={promise.body.text} />
        <p className="muted">
          A promise under {listInWords(promise.body.themes)}. {periodInWords(asked)}.
        </p>
        {sources !== null && <FiguresFrom told={sources.told} />}
      </div>
      <ProgressFilters view={view} />
      <SaidList said={said} />
      {branches.map(({ priority: { id, body } }) => (
        <section key={id} className="sheet stack" aria-labelledby={`measures-${body.number}`}>
          <h2 id={`measures-${body.number}`}>
            <Link className="progress-heading" to={`/progress/${body.number}${search}`}>
              {body.number}. {body.title}
            </Link>
          </h2>
          {sources === null ? (
            <NotTold />
          ) : (
            <MeasureList
              label={`Measures of priority ${body.number}`}
              hasCharts
              measures={groups.find(({ priority }) => priority === body.number)?.measures ?? []}
              sources={sources}
              asked={asked}
              search={search}
            />
          )}
        </section>
      ))}
      <section className="sheet stack" aria-labelledby="actions">
        <h2 id="actions">Actions</h2>
        <p className="small muted">
          The plan ties its actions to priorities; these are those of the promise’s own.
        </p>
        <ActionLinks branches={branches} />
      </section>
    </div>
  )
}
