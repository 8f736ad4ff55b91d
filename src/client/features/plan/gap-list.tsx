import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { PlanGap } from '#domain/plan/plan-gaps.ts'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import type { Named } from '#domain/plan/plan-tree.ts'
import { listInWords } from '#domain/plan/plan-words.ts'
import { linkKey } from '#domain/records/link-key.ts'

/** What the printed plan lacks or leaves doubtful, said in words and left as it is. */
export function GapList({ gaps, search }: { gaps: readonly PlanGap[]; search: string }) {
  return (
    <ul className="plan-list plan-gaps">
      {gaps.map((gap) => (
        <li key={gapKey(gap)}>{gapInWords(gap, search)}</li>
      ))}
    </ul>
  )
}

function gapKey(gap: PlanGap): string {
  const about = 'action' in gap ? gap.action.id : 'priority' in gap ? gap.priority.id : ''
  return `${gap.gap} ${about}`
}

function gapInWords(gap: PlanGap, search: string): ReactNode {
  switch (gap.gap) {
    case 'no-promise':
      return (
        <PriorityGap number={gap.priority.body.number} search={search} lacks="no promise, and so no theme" />
      )
    case 'no-activity':
      return <PriorityGap number={gap.priority.body.number} search={search} lacks="no activity" />
    case 'no-action':
      return <PriorityGap number={gap.priority.body.number} search={search} lacks="no action" />
    case 'cross-reference':
      return (
        <>
          Priority {gap.priority.body.number} refers to priority {gap.to.body.number} and to the{' '}
          {gap.alsoCounts}.
        </>
      )
    case 'cut-off':
      return <ActionGap action={gap.action} search={search} says="stops in the middle of a sentence" />
    case 'printed-twice':
      return (
        <ActionGap
          action={gap.action}
          search={search}
          says={`is printed twice under priority ${gap.priorityNumber}`}
        />
      )
    case 'check-placement':
      return (
        <ActionGap
          action={gap.action}
          search={search}
          says="may have been printed under the wrong priority"
        />
      )
    case 'missing-codes':
      return <>The numbers of the activities leave out {listInWords(gap.codes)}.</>
    case 'unprofiled':
      return (
        <>
          <Link to={unprofiledLink(search)}>
            {gap.actions} of {gap.of} actions
          </Link>{' '}
          have no quarter.
        </>
      )
  }
}

function unprofiledLink(search: string): string {
  const params = new URLSearchParams(search)
  params.delete('theme')
  params.set('quarter', 'unprofiled')
  return `/plan?${params.toString()}`
}

function PriorityGap({ number, search, lacks }: { number: number; search: string; lacks: string }) {
  return (
    <>
      <Link to={`/plan/priority/${number}${search}`}>Priority {number}</Link> has {lacks}.
    </>
  )
}

function ActionGap({ action, search, says }: { action: Named<PlanAction>; search: string; says: string }) {
  return (
    <>
      <Link to={`/plan/action/${linkKey(action.id)}${search}`}>{action.body.code}</Link> {says}.
      {action.body.remark !== null && <p className="small muted">{action.body.remark}</p>}
    </>
  )
}
