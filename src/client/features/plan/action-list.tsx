import { Link } from 'react-router'
import type { SupportFigures } from '#domain/measures/plan-support.ts'
import type { ActionPlace } from '#domain/plan/plan-tree.ts'
import { prioritiesInWords, quartersInWords } from '#domain/plan/plan-words.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { PlanTag, StatusTag, SupportLine } from './plan-parts.tsx'

interface ActionListProps {
  readonly label: string
  readonly places: readonly ActionPlace[]
  readonly figures: SupportFigures
  readonly search: string
}

/** Actions in the order the plan prints them under one priority. */
export function ActionList({ label, places, figures, search }: ActionListProps) {
  return (
    <ul className="plan-list" aria-label={label}>
      {places.map((place) => (
        <ActionLine
          key={`${place.action.id} ${place.printing}`}
          place={place}
          figures={figures}
          search={search}
        />
      ))}
    </ul>
  )
}

function ActionLine({
  place,
  figures,
  search,
}: {
  place: ActionPlace
  figures: SupportFigures
  search: string
}) {
  const { action, quarters, printing, alsoUnder } = place
  const { code, text, truncated, checkPlacement, status } = action.body
  return (
    <li>
      <Link className="plan-line-title" to={`/plan/action/${linkKey(action.id)}${search}`}>
        {text}
      </Link>
      <p className="plan-facts small">
        <span className="muted">{code}</span>
        <PlanTag>
          {printing === 1 ? quartersInWords(quarters) : 'Printed a second time, no quarter here'}
        </PlanTag>
        {status !== null && <StatusTag status={status} />}
        {truncated && <PlanTag tone="warn">Cut off in the plan</PlanTag>}
        {checkPlacement && <PlanTag tone="warn">Check placement</PlanTag>}
        {alsoUnder.length > 0 && <span className="muted">also under {prioritiesInWords(alsoUnder)}</span>}
      </p>
      <p className="small">
        {printing === 1 ? (
          <SupportLine figures={figures} way="action" part={action} />
        ) : (
          <span className="muted">The same action as above, counted there</span>
        )}
      </p>
    </li>
  )
}
