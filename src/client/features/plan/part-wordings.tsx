import { Link } from 'react-router'
import type { PlanPart } from '#domain/plan/plan-part.ts'
import { earlierWordings } from '#domain/plan/plan-wording.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

interface PartWordingsProps {
  readonly part: Pick<PlanPart, 'line' | 'id'> & { readonly body: Pick<PlanPart['body'], 'earlier'> }
  readonly search: string
  /** False where it is being edited already. */
  readonly mayEdit?: boolean
}

/** How a part of the plan was worded before, and for the county the way to word it anew. */
export function PartWordings({ part: { line, id, body }, search, mayEdit = true }: PartWordingsProps) {
  const { siteId, clock } = useTablet()
  const earlier = earlierWordings(body.earlier)
  return (
    <>
      {earlier.length > 0 && (
        <details>
          <summary className="plan-summary">Earlier wordings ({earlier.length})</summary>
          <ul className="plan-list" aria-label="Earlier wordings">
            {earlier.map(({ text, until, by }) => (
              <li key={`${until} ${text}`}>
                <q>{text}</q>
                <p className="small muted">
                  until {dayInWords(until, clock.today())}, worded anew by {by}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
      {siteId === null && mayEdit && (
        <p className="no-print">
          <Link to={`/plan/edit/${line}/${linkKey(id)}${search}`}>Edit this {line} in the plan</Link>
        </p>
      )}
    </>
  )
}
