import { Link } from 'react-router'
import type { Entry } from '#client/data/entries.ts'
import { Notice } from '#client/ui/notice.tsx'
import './entry-attention.css'

interface EntryAttentionProps {
  readonly entry: Entry
  /** Where somebody has to choose between two values for it. */
  readonly conflictId: string | undefined
}

/** In a list: a mark on an entry that needs attention, which leads to what can be done. */
export function EntryAttentionLink({ entry, conflictId }: EntryAttentionProps) {
  const isNotTaken = entry.attention !== null
  if (!isNotTaken && conflictId === undefined) return null
  return (
    <Link
      className="entry-mark"
      to={isNotTaken ? `/attention/entry/${entry.id}` : `/attention/${conflictId}`}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d="M6 1l5.500 10H.500z" fill="currentColor" />
      </svg>
      {isNotTaken ? 'Not taken by the county: see why' : 'Two people gave different values: choose one'}
    </Link>
  )
}

/** At the head of an entry: everything about it that somebody has to look at. */
export function EntryAttention({ entry, conflictId }: EntryAttentionProps) {
  return (
    <>
      {entry.attention !== null && (
        <Notice tone="warn">
          <p>
            The county has not taken what was last done here. Nothing is lost.{' '}
            <Link to={`/attention/entry/${entry.id}`}>See why, and what to do</Link>
          </p>
        </Notice>
      )}
      {conflictId !== undefined && (
        <Notice tone="warn">
          <p>
            Two people gave different values for the same thing, and this shows the first.{' '}
            <Link to={`/attention/${conflictId}`}>See both and choose</Link>
          </p>
        </Notice>
      )}
    </>
  )
}
