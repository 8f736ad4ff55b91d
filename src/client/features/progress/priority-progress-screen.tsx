import { Link, useParams } from 'react-router'
import { measureGroups } from '#domain/measures/measures-of-plan.ts'
import { NO_SUPPORT, type SupportFigures } from '#domain/measures/plan-support.ts'
import type { PlanTree, PriorityBranch } from '#domain/plan/plan-tree.ts'
import { supportInWords } from '#domain/plan/plan-words.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { financialYearName, monthsOf, monthsOfQuarter } from '#domain/time/quarter.ts'
import { type FigureSources, useFigureSources } from '#client/data/figures.ts'
import { useSupport } from '#client/data/plan-support.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { useSaid } from '#client/data/quarter-closings.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SaidList } from '#client/ui/said-list.tsx'
import { MeasureList } from './measure-list.tsx'
import { ProgressFilters } from './progress-filters.tsx'
import { Crumbs, Loading, NoSuchFigure, periodInWords } from './progress-parts.tsx'
import { type ProgressView, useProgressView } from './progress-view.ts'

/** One corporate priority: its measures, what it promised, its actions, and what contributes besides. */
export function PriorityProgressScreen() {
  const { priority } = useParams()
  const view = useProgressView()
  const { site, year, quarter } = view.asked
  const sources = useFigureSources(year, site)
  const support = useSupport({
    scope: site,
    first: monthsOf(year).first,
    last: monthsOfQuarter(year, quarter).last,
  })
  const tree = usePlanTree(year)
  const said = useSaid(year)
  if (sources === undefined || support === undefined || tree === undefined || said === undefined) {
    return <Loading />
  }
  const branch = tree?.branches.find(({ priority: { body } }) => String(body.number) === priority)
  if (tree === null || branch === undefined) {
    return <NoSuchFigure title="Progress">The plan on this tablet has no priority {priority}.</NoSuchFigure>
  }
  return <PriorityProgress {...{ tree, branch, sources, support, view, said }} />
}

interface PriorityProgressProps {
  readonly tree: PlanTree
  readonly branch: PriorityBranch
  readonly sources: FigureSources
  readonly support: SupportFigures
  readonly view: ProgressView
  readonly said: NonNullable<ReturnType<typeof useSaid>>
}

function PriorityProgress({ tree, branch, sources, support, view, said }: PriorityProgressProps) {
  const { asked, search } = view
  const { number, title } = branch.priority.body
  const own = measureGroups(tree).find(({ priority }) => priority === number)?.measures ?? []
  const under = (facet: string) => supportInWords(support.get(facet) ?? NO_SUPPORT)
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs trail={[{ to: `/progress${search}`, label: `Progress ${financialYearName(asked.year)}` }]} />
        <PageTitle title={`${number}. ${title}`} />
        <p className="muted">{periodInWords(asked)}</p>
        <p>
          Sessions under this priority: <b>{under(`primary:${branch.priority.id}`)}</b>
          <br />
          Also contributing, counted elsewhere: {under(`also:${branch.priority.id}`)}
        </p>
      </div>
      <ProgressFilters view={view} />
      <SaidList said={said(branch.priority.body)} />
      <section className="sheet stack" aria-labelledby="measures">
        <h2 id="measures">Measures</h2>
        <MeasureList
          label={`Measures of priority ${number}`}
          measures={own}
          sources={sources}
          asked={asked}
          search={search}
        />
      </section>
      <section className="sheet stack" aria-labelledby="promised">
        <h2 id="promised">What was promised</h2>
        {branch.promises.length === 0 ? (
          <p className="muted">The plan gives this priority no promise.</p>
        ) : (
          <ul aria-label="Promises">
            {branch.promises.map(({ id, body }) => (
              <li key={id}>
                {body.text}
                <SaidList said={said(body)} />
              </li>
            ))}
          </ul>
        )}
        <p>
          <Link to={`/plan/priority/${number}`}>
            See it in the plan {financialYearName(tree.plan.body.year)}
          </Link>
        </p>
      </section>
      <Actions branch={branch} under={under} />
    </div>
  )
}

/** Each action once, with the sessions that name it. */
function Actions({
  branch,
  under,
}: {
  readonly branch: PriorityBranch
  readonly under: (facet: string) => string
}) {
  const first = branch.places.filter(({ printing }) => printing === 1)
  return (
    <section className="sheet stack" aria-labelledby="actions">
      <h2 id="actions">Actions</h2>
      {first.length === 0 ? (
        <p className="muted">No action in the plan</p>
      ) : (
        <ul className="progress-list" aria-label="Actions">
          {first.map(({ action }) => (
            <li key={action.id}>
              <Link className="progress-title" to={`/plan/action/${linkKey(action.id)}`}>
                {action.body.text}
              </Link>
              <p className="small">{under(`action:${action.id}`)}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
