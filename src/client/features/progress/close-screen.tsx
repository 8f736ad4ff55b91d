import { useState } from 'react'
import { figuresAtClose } from '#domain/measures/closed-figures.ts'
import type { PlaceAsked } from '#domain/measures/place-asked.ts'
import type { Reporting } from '#domain/measures/reporting.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { financialYearName, monthsOfQuarter, quarterInWords } from '#domain/time/quarter.ts'
import { type FigureSources, useFigureSources, useReporting } from '#client/data/figures.ts'
import { usePlanTree } from '#client/data/plan-tree.ts'
import { changeClosing, type Closing, openAgain, useClosing } from '#client/data/quarter-closings.ts'
import { createRecord, type SaveResult } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { type ChangeClosing, ClosedTable } from './closed-table.tsx'
import { Narratives } from './narratives.tsx'
import { ProgressFilters } from './progress-filters.tsx'
import { Crumbs, Loading } from './progress-parts.tsx'
import { type ProgressView, useProgressView } from './progress-view.ts'

const COUNTY: PlaceAsked = { site: null }

/** Closing a quarter: the county's figures as of then, how complete they were, and what has changed since. */
export function CloseScreen() {
  const view = useProgressView()
  const { year, quarter } = view.asked
  const sources = useFigureSources(year, COUNTY)
  const closing = useClosing(year, quarter)
  const sites = useSites()
  const reporting = useReporting(sites?.open.map(({ id }) => id) ?? [], monthsOfQuarter(year, quarter))
  if (sources === undefined || closing === undefined || reporting === undefined) return <Loading />
  return <QuarterPage view={view} sources={sources} closing={closing} reporting={reporting} />
}

interface QuarterPageProps {
  readonly view: ProgressView
  /** Null on a site's tablet that the server has told nothing yet. */
  readonly sources: FigureSources | null
  readonly closing: Closing | null
  readonly reporting: Reporting
}

function QuarterPage({ view, sources, closing, reporting }: QuarterPageProps) {
  const tablet = useTablet()
  const tree = usePlanTree(view.asked.year)
  const [failure, setFailure] = useState<string | null>(null)
  const { year, quarter, today } = view.asked
  const now = sources === null ? {} : figuresAtClose(sources, { ...COUNTY, year, quarter, today })
  const told = async (saving: Promise<SaveResult>): Promise<boolean> => {
    const result = await saving
    setFailure(result.ok ? null : SAVE_FAILURE_WORDS[result.code])
    return result.ok
  }
  const close = (): Promise<SaveResult> => {
    const sites = reporting.reported.length + reporting.silent.length
    const body = {
      year,
      quarter,
      closedBy: tablet.actor.name,
      closedOn: today,
      figures: Object.fromEntries(Object.entries(now).map(([id, { figure }]) => [id, figure])),
      completeness: { reported: reporting.reported.length, sites },
      narratives: closing?.body.narratives ?? {},
      overrides: closing?.body.overrides ?? {},
    }
    return createRecord(tablet, { kind: 'quarter-close', scope: AUTHORITY_SCOPE, body })
  }
  const mayClose = tablet.siteId === null
  const onChange: ChangeClosing | null =
    mayClose && closing !== null ? (change) => told(changeClosing(tablet, closing.id, change)) : null
  return (
    <div className="stack stack-wide">
      <div className="stack">
        <Crumbs trail={[{ to: `/progress${view.search}`, label: `Progress ${financialYearName(year)}` }]} />
        <PageTitle title={`Closing ${quarterInWords(quarter)} ${financialYearName(year)}`} />
        <output>{closing === null ? 'Not closed yet.' : closingInWords(closing, view)}</output>
      </div>
      <ProgressFilters view={view} hasPlaces={false} />
      <div role="alert">
        {failure !== null && (
          <Notice tone="warn">
            <p>{failure}</p>
          </Notice>
        )}
      </div>
      {mayClose && (
        <p className="no-print">
          {closing?.isClosed === true ? (
            <button type="button" className="button" onClick={() => void told(openAgain(tablet, closing.id))}>
              Open it again
            </button>
          ) : (
            <button type="button" className="button button-go" onClick={() => void told(close())}>
              Close this quarter
            </button>
          )}
        </p>
      )}
      <ClosedTable
        closed={closing?.body ?? null}
        now={now}
        year={year}
        quarter={quarter}
        search={view.search}
        onChange={onChange}
      />
      {closing !== null && tree !== undefined && tree !== null && (
        <Narratives tree={tree} body={closing.body} onChange={onChange} />
      )}
    </div>
  )
}

/** "Closed by Asha on Wed 14 Oct. 41 of 44 sites had reported." */
function closingInWords({ body, isClosed }: Closing, { asked }: ProgressView): string {
  const { closedBy, closedOn, completeness } = body
  const day = closedOn === null ? '' : ` on ${dayInWords(closedOn, asked.today)}`
  const complete =
    completeness === null ? '' : ` ${completeness.reported} of ${completeness.sites} sites had reported.`
  return `Closed by ${closedBy}${day}${isClosed ? '' : ', and opened again since'}.${complete}`
}
