import type { MonthSpan } from '#domain/measures/standing.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import { useReporting } from '#client/data/figures.ts'
import type { Sites } from '#client/data/sites.ts'
import { Loading } from './progress-parts.tsx'

/** Which sites a county figure of the quarter rests on, and who has been silent for how long. */
export function WhoReported({ sites, span }: { readonly sites: Sites; readonly span: MonthSpan }) {
  const reporting = useReporting(
    sites.open.map(({ id }) => id),
    span,
  )
  if (reporting === undefined) return <Loading />
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
