import type { ReactNode } from 'react'
import { EntryPills, type PillState } from './state-pill.tsx'
import './entry-line.css'

interface EntryLineProps {
  /** What was counted: a number, or words such as "not counted". */
  readonly figure: string
  /** A link with the class `entry-title`; the whole line leads where it leads. */
  readonly title: ReactNode
  readonly hint: string
  readonly state: PillState
  readonly isVoid: boolean
  /** Why it needs attention, and a link to what can be done. */
  readonly reason?: ReactNode
}

/** One entry in a list, the figure first because that is what staff look for. */
export function EntryLine({ figure, title, hint, state, isVoid, reason }: EntryLineProps) {
  const isNumber = /^\d/.test(figure)
  return (
    <li className={isVoid ? 'entry-line entry-void' : 'entry-line'}>
      <span className={isNumber ? 'entry-figure entry-figure-number' : 'entry-figure'}>{figure}</span>
      <span>
        {title}
        <br />
        <span className="entry-hint">{hint}</span>
      </span>
      <span className="entry-states">
        <EntryPills state={state} isVoid={isVoid} />
      </span>
      {reason !== undefined && <span className="entry-reason">{reason}</span>}
    </li>
  )
}
