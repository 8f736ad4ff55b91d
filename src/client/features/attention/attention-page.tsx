import { useState } from 'react'
import { Link } from 'react-router'
import { useAttention } from '#client/data/attention.ts'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { keyOf } from './attention-address.ts'
import { AttentionCard } from './attention-card.tsx'
import { type Said, SaidNotice } from './said.tsx'
import './attention.css'

const PAGE = 20

/**
 * Everything somebody has to look at, each with its ways out. There is no way to put one aside: it goes
 * when it is dealt with and not before.
 */
export function AttentionPage() {
  const items = useAttention()
  const [limit, setLimit] = useState(PAGE)
  const [said, setSaid] = useState<Said | null>(null)
  const onDone = (words: string): void => setSaid((before) => ({ words, turn: (before?.turn ?? 0) + 1 }))
  if (items === undefined) return null
  return (
    <div className="stack stack-wide">
      <div>
        <PageTitle title="Needs attention" />
        {items.length > 0 && <p className="muted">{countInWords(items.length)} Nothing here is lost.</p>}
      </div>
      <SaidNotice said={said} />
      {items.length === 0 && <AllIsWell />}
      {items.slice(0, limit).map((item) => (
        <AttentionCard key={keyOf(item)} item={item} isPage={false} onDone={onDone} />
      ))}
      {items.length > limit && (
        <div>
          <button type="button" className="button" onClick={() => setLimit(limit + PAGE)}>
            Show more
          </button>
        </div>
      )}
    </div>
  )
}

function countInWords(count: number): string {
  return count === 1 ? 'One thing waits for somebody here.' : `${count} things wait for somebody here.`
}

function AllIsWell() {
  return (
    <Notice tone="good">
      <p>
        <b>All is well: nothing needs attention.</b>
      </p>
      <p>
        Entries the county could not take, two values for one thing and questions about entries stand here,
        until somebody has dealt with them. <Link to="/">Go to Today</Link>.
      </p>
    </Notice>
  )
}
