import { type ReactNode, useState } from 'react'
import './form.css'

interface FoldProps {
  readonly summary: string
  /** True for something inside that has to be in sight, such as what is wrong. */
  readonly isNeeded: boolean
  readonly startsOpen: boolean
  /** Made only while it is open: what nobody looks at costs nothing with every key that is typed. */
  readonly children: () => ReactNode
}

/** A part of a form that is folded away until it is wanted. */
export function Fold({ summary, isNeeded, startsOpen, children }: FoldProps) {
  const [isOpen, setOpen] = useState(startsOpen)
  const isShown = isOpen || isNeeded
  return (
    <details className="sheet sets" open={isShown} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isShown && <div className="stack stack-wide sets-body">{children()}</div>}
    </details>
  )
}
