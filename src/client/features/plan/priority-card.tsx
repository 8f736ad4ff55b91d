import { useId } from 'react'
import { Link } from 'react-router'
import type { SupportFigures } from '#domain/measures/plan-support.ts'
import type { PriorityBranch } from '#domain/plan/plan-tree.ts'
import { countInWords } from '#domain/plan/plan-words.ts'
import type { SupportPeriod } from '#client/data/plan-support.ts'
import { ActionList } from './action-list.tsx'
import { ActivityList, CrossReference, PrioritySupport, PromiseList } from './priority-parts.tsx'

interface PriorityCardProps {
  readonly branch: PriorityBranch
  /** The branch a cross-reference points at, for a priority that has one. */
  readonly referred: PriorityBranch | undefined
  readonly figures: SupportFigures
  readonly search: string
  readonly period: SupportPeriod
}

/** One priority on the overview. */
export function PriorityCard({ branch, referred, figures, search, period }: PriorityCardProps) {
  const headingId = useId()
  const { priority, promises, activities, places } = branch
  const { number, title } = priority.body
  return (
    <article className="sheet stack" aria-labelledby={headingId}>
      <h2 id={headingId}>
        <Link className="plan-heading" to={`/plan/priority/${number}${search}`}>
          {number}. {title}
        </Link>
      </h2>
      <PrioritySupport part={priority} figures={figures} period={period} />
      <PromiseList promises={promises} />
      {referred !== undefined && <CrossReference branch={branch} to={referred} search={search} />}
      {(places.length > 0 || activities.length > 0) && (
        <details open>
          <summary className="plan-summary">
            {countInWords(places.length, 'action', 'actions')},{' '}
            {countInWords(activities.length, 'activity', 'activities')}
          </summary>
          <h3 className="plan-label">Activities</h3>
          <ActivityList activities={activities} figures={figures} />
          <h3 className="plan-label">Actions</h3>
          <ActionList
            label={`Actions of priority ${number}`}
            places={places}
            figures={figures}
            search={search}
          />
        </details>
      )}
    </article>
  )
}
