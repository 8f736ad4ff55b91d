import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { SupportFigures } from '#domain/measures/plan-support.ts'
import { firstOf } from '#domain/plan/next-plan.ts'
import type { CorporatePriority, PlanPromise, PriorityActivity } from '#domain/plan/plan-records.ts'
import type { Named, PriorityBranch } from '#domain/plan/plan-tree.ts'
import type { SupportPeriod } from '#client/data/plan-support.ts'
import { PlanTag, SupportLine } from './plan-parts.tsx'

/** What counts for a priority, and apart from it what only also contributes; the two are never added. */
export function PrioritySupport({
  part,
  figures,
  period,
}: {
  readonly part: Named<CorporatePriority>
  readonly figures: SupportFigures
  readonly period: SupportPeriod
}) {
  const also = figures.get(`also:${firstOf(part)}`)
  const line = { figures, part, period }
  return (
    <div className="stack stack-tight">
      <p>
        <SupportLine {...line} way="primary" />
      </p>
      {also !== undefined && also.sessions > 0 && (
        <p className="small muted">
          Also contributes: <SupportLine {...line} way="also" />, counted under other priorities
        </p>
      )}
    </div>
  )
}

interface PromiseListProps {
  readonly promises: readonly Named<PlanPromise>[]
  /** What stands below each on its priority's own page. */
  readonly beside?: (promise: Named<PlanPromise>) => ReactNode
}

export function PromiseList({ promises, beside }: PromiseListProps) {
  if (promises.length === 0) return <p className="muted">No promise in the plan</p>
  return (
    <ul className="plan-list" aria-label="Promises">
      {promises.map((promise) => (
        <li key={promise.id}>
          <p>{promise.body.text}</p>
          <p className="plan-facts small">
            {promise.body.themes.map((theme) => (
              <PlanTag key={theme}>{theme}</PlanTag>
            ))}
          </p>
          {beside?.(promise)}
        </li>
      ))}
    </ul>
  )
}

interface ActivityListProps {
  readonly activities: readonly Named<PriorityActivity>[]
  readonly figures: SupportFigures
  /** Given where each leads to its sessions. */
  readonly period?: SupportPeriod
  /** What stands below each on its priority's own page. */
  readonly beside?: (activity: Named<PriorityActivity>) => ReactNode
}

/** Activities with the sessions of each; one session may stand under several, so these do not add up. */
export function ActivityList({ activities, figures, period, beside }: ActivityListProps) {
  if (activities.length === 0) return <p className="muted">No activity in the plan</p>
  return (
    <ul className="plan-list" aria-label="Activities">
      {activities.map((activity) => (
        <li key={activity.id}>
          <p>
            <b>{activity.body.code}</b> {activity.body.text}
          </p>
          <p className="small">
            <SupportLine
              figures={figures}
              way="activity"
              part={activity}
              {...(period === undefined ? {} : { period })}
            />
          </p>
          {beside?.(activity)}
        </li>
      ))}
    </ul>
  )
}

interface CrossReferenceProps {
  readonly branch: PriorityBranch
  readonly to: PriorityBranch
  readonly search: string
}

/** The plan's own note that sends the reader to another priority, made into a link that goes there. */
export function CrossReference({ branch, to, search }: CrossReferenceProps) {
  const { note, crossReference } = branch.priority.body
  const { number, title } = to.priority.body
  return (
    <div className="stack stack-tight">
      <p>
        The plan prints no action here but a note: <q>{note}</q>
      </p>
      <p>
        The activities meant stand under{' '}
        <Link to={`/plan/priority/${number}${search}`}>
          {number}. {title}
        </Link>
        .
      </p>
      {crossReference !== null && (
        <p className="small muted">
          The note also asks for the {crossReference.alsoCounts}. No figure: the plan gives no number to start
          from, and sessions do not say how many sites are developing one.
        </p>
      )}
    </div>
  )
}
