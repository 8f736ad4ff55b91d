import type { ProgressAsked } from '#domain/measures/progress.ts'
import type { Reporting } from '#domain/measures/reporting.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import { monthsOfQuarter } from '#domain/time/quarter.ts'
import { type FigureSources, reportingTold, useReporting } from '#client/data/figures.ts'
import type { Sites } from '#client/data/sites.ts'
import { Loading } from './progress-parts.tsx'

/** Which sites a county figure of the quarter rests on, and who has been silent for how long. */
export function WhoReported({
  sites,
  asked,
  told,
}: {
  readonly sites: Sites
  readonly asked: ProgressAsked
  readonly told: FigureSources['told']
}) {
  const { year, quarter, today } = asked
  const span = monthsOfQuarter(year, quarter)
  const ids = sites.open.map(({ id }) => id)
  const own = useReporting(told === null ? ids : [], span)
  const reporting = told === null ? own : reportingTold(told.totals, ids, { quarter, span, today })
  return reporting === undefined ? <Loading /> : <Reported sites={sites} reporting={reporting} />
}

function Reported({ sites, reporting }: { readonly sites: Sites; readonly reporting: Reporting }) {
  const { reported, silent } = reporting
  const all = reported.length + silent.length
  return (
    <div className="stack stack-tight">
      <p>
        {reported.length} of {countInWords(all, 'site', 'sites')} logged something this quarter.
      </p>
      {silent.length > 0 && (
        <details>
          <summary className="progress-summary">
            {countInWords(silent.length, 'site', 'sites')} silent
          </summary>
          <ul>
            {silent.map(({ site, silentDays }) => (
              <li key={site}>
                {sites.nameOf(site)}:{' '}
                {silentDays === null
                  ? 'nothing logged yet'
                  : `silent for ${countInWords(silentDays, 'day', 'days')}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
