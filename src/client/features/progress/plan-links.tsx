import { Link } from 'react-router'
import { actionsIn, type Named, type PriorityBranch } from '#domain/plan/plan-tree.ts'
import type { PlanPromise } from '#domain/plan/plan-records.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { SupportBehind, type SupportBehindProps } from './support-behind.tsx'
import { type Said, SaidList } from '#client/ui/said-list.tsx'

interface PromiseLinksProps {
  readonly promises: readonly Named<PlanPromise>[]
  readonly search: string
  /** What the county said of a promise; left out where it is not told. */
  readonly said?: (promise: PlanPromise) => readonly Said[]
}

/** Promises, each with the way to all that is known of how it is kept. */
export function PromiseLinks({ promises, search, said }: PromiseLinksProps) {
  if (promises.length === 0) return <p className="muted">The plan gives this priority no promise.</p>
  return (
    <ul className="progress-list" aria-label="Promises">
      {promises.map(({ id, body }) => (
        <li key={id}>
          <Link className="progress-title" to={`/progress/promise/${linkKey(id)}${search}`}>
            {body.text}
          </Link>
          {said !== undefined && <SaidList said={said(body)} />}
        </li>
      ))}
    </ul>
  )
}

interface ActionLinksProps {
  readonly branches: readonly PriorityBranch[]
  /** What sessions bring to the actions; left out where nothing is said of it. */
  readonly behind?: Omit<SupportBehindProps, 'way' | 'part'>
}

/** The actions of some priorities, each once and leading to the plan. */
export function ActionLinks({ branches, behind }: ActionLinksProps) {
  const actions = actionsIn(branches)
  if (actions.length === 0) return <p className="muted">No action in the plan</p>
  return (
    <ul className="progress-list" aria-label="Actions">
      {actions.map(({ id, body }) => (
        <li key={id}>
          <Link className="progress-title" to={`/plan/action/${linkKey(id)}`}>
            {body.text}
          </Link>
          {behind !== undefined && (
            <p className="small">
              <SupportBehind {...behind} way="action" part={{ id, body }} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
