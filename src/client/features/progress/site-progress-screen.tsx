import { Link } from 'react-router'
import { NO_SUPPORT, type SupportFigures } from '#domain/measures/plan-support.ts'
import type { PlanTree } from '#domain/plan/plan-tree.ts'
import { countInWords, supportInWords } from '#domain/plan/plan-words.ts'
import { firstDayOf, monthInWords, monthOf } from '#domain/time/quarter.ts'
import { holdsEntriesOf, useReporting } from '#client/data/figures.ts'
import { useSupport } from '#client/data/plan-support.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { type Planned, usePlanned } from '#client/data/week.ts'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { PromiseLinks } from './plan-links.tsx'
import { Crumbs, Loading, NoSuchFigure } from './progress-parts.tsx'
import { type ProgressView, useProgressView } from './progress-view.ts'

/** One site's month so far, and what it added to which promise. */
export function SiteProgressScreen() {
  const view = useProgressView()
  const { site, today } = view.asked
  const tablet = useTablet()
  const month = monthOf(today)
  const support = useSupport({ scope: site, first: month, last: month })
  const reporting = useReporting(site === null ? [] : [site], { first: month, last: month })
  const planned = usePlanned(site, { from: firstDayOf(month), until: today })
  const tree = usePlanTree(view.asked.year)
  const sites = useSites()
  if (reporting === undefined || support === undefined || planned === undefined) return <Loading />
  if (tree === undefined || sites === undefined) return <Loading />
  if (site === null) {
    return <NoSuchFigure title="A site’s month">Choose a site first: this page is about one.</NoSuchFigure>
  }
  if (!holdsEntriesOf(tablet, { site })) {
    return (
      <NoSuchFigure title="A site’s month">This tablet holds the entries of its own site alone.</NoSuchFigure>
    )
  }
  return (
    <SiteMonth
      view={view}
      name={sites.nameOf(site)}
      isSilent={reporting.silent.length > 0}
      planned={planned}
      support={support}
      tree={tree}
    />
  )
}

interface SiteMonthProps {
  readonly view: ProgressView
  readonly name: string
  readonly isSilent: boolean
  readonly planned: Planned
  readonly support: SupportFigures
  readonly tree: PlanTree | null
}

function SiteMonth({ view, name, isSilent, planned, support, tree }: SiteMonthProps) {
  const month = monthOf(view.asked.today)
  const all = support.get('all') ?? NO_SUPPORT
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs trail={[{ to: `/progress${view.search}`, label: 'Progress' }]} />
        <PageTitle title={`${name}, ${monthInWords(month)} so far`} />
      </div>
      {isSilent ? (
        <Notice>
          <p>Nothing is logged for this month yet.</p>
        </Notice>
      ) : (
        <Notice tone="good">
          <p>
            <b>{supportInWords(all)}.</b> Thank you: every one of them is in the figures.
          </p>
        </Notice>
      )}
      <Completeness planned={planned} notCounted={all.notCounted} search={view.search} />
      {tree !== null && !isSilent && <Promises tree={tree} support={support} search={view.search} />}
    </div>
  )
}

/** How much of the month is there: times of the timetable that nobody said anything of, and sessions without a number. */
function Completeness({
  planned: { all, filled },
  notCounted,
  search,
}: {
  readonly planned: Planned
  readonly notCounted: number
  readonly search: string
}) {
  return (
    <div className="stack stack-tight">
      {all > 0 && (
        <p>
          {filled} of {countInWords(all, 'time', 'times')} in the timetable so far {all === 1 ? 'is' : 'are'}{' '}
          filled in
          {filled < all ? (
            <>
              ; <Link to={`/week${search}`}>fill in the rest</Link>
            </>
          ) : (
            ''
          )}
          .
        </p>
      )}
      {notCounted > 0 && (
        <p>{countInWords(notCounted, 'session still has', 'sessions still have')} no number.</p>
      )}
    </div>
  )
}

/** What the month's sessions brought to priorities, and the promises these answer. */
function Promises({
  tree,
  support,
  search,
}: {
  readonly tree: PlanTree
  readonly support: SupportFigures
  readonly search: string
}) {
  const served = tree.branches.flatMap((branch) => {
    const own = support.get(`primary:${branch.priority.id}`)
    return own === undefined || own.sessions === 0 ? [] : [{ branch, own }]
  })
  return (
    <section className="sheet stack" aria-labelledby="served">
      <h2 id="served">What it added to</h2>
      <ul className="progress-list" aria-label="Promises served">
        {served.map(({ branch: { priority, promises }, own }) => (
          <li key={priority.id}>
            <Link className="progress-title" to={`/progress/${priority.body.number}${search}`}>
              {priority.body.number}. {priority.body.title}
            </Link>
            <p>{supportInWords(own)}</p>
            {promises.length > 0 && <PromiseLinks promises={promises} search={search} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
