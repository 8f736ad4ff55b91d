import type { ReactNode } from 'react'
import './state-pill.css'

export type PillState = 'on-this-tablet' | 'received' | 'counted' | 'attention' | 'void'

const STATE_WORDS: Record<PillState, string> = {
  'on-this-tablet': 'on this tablet',
  received: 'received',
  counted: 'counted',
  attention: 'needs attention',
  void: 'void',
}

/** Each state has a shape of its own, so that colour never carries it alone. */
const SHAPE: Record<PillState, ReactNode> = {
  'on-this-tablet': <circle cx="6" cy="6" r="4.500" fill="none" stroke="currentColor" strokeWidth="2.500" />,
  received: <path d="M6 1.500a4.500 4.500 0 0 1 0 9zM6 1.500a4.500 4.500 0 0 0 0 9" fill="currentColor" />,
  counted: <path d="M1.500 6.500l3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2.500" />,
  attention: <path d="M6 1l5.500 10H.500z" fill="currentColor" />,
  void: <path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" strokeWidth="2.500" />,
}

/** Where an entry has got to. A void entry is in no figure, so once settled it is called void and nothing else. */
export function EntryPills({ state, isVoid }: { state: PillState; isVoid: boolean }) {
  return (
    <>
      {isVoid && <StatePill state="void" />}
      {!(isVoid && state === 'counted') && <StatePill state={state} />}
    </>
  )
}

/** A state as a word with a shape. */
export function StatePill({ state }: { state: PillState }) {
  return (
    <span className={`pill pill-${state}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        {SHAPE[state]}
      </svg>
      {STATE_WORDS[state]}
    </span>
  )
}
