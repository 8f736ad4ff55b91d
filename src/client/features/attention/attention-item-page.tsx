import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useAttention } from '#client/data/attention.ts'
import { PageTitle } from '#client/ui/page-title.tsx'
import { keyOf } from './attention-address.ts'
import { AttentionCard } from './attention-card.tsx'
import { type Said, SaidNotice } from './said.tsx'
import './attention.css'

/** One thing that needs attention, at an address of its own. */
export function AttentionItemPage() {
  const { '*': key = '' } = useParams()
  const items = useAttention()
  const [said, setSaid] = useState<Said | null>(null)
  if (items === undefined) return null
  const item = items.find((one) => keyOf(one) === key)
  return (
    <div className="stack stack-wide">
      <p>
        <Link to="/attention">All that needs attention</Link>
      </p>
      {item === undefined ? (
        <Settled said={said} />
      ) : (
        <>
          {said !== null && <SaidNotice said={said} />}
          <AttentionCard
            key={key}
            item={item}
            isPage
            onDone={(words) => setSaid((before) => ({ words, turn: (before?.turn ?? 0) + 1 }))}
          />
        </>
      )}
    </div>
  )
}

/** Dealt with just now, earlier, or on another tablet. */
function Settled({ said }: { said: Said | null }) {
  return (
    <>
      <PageTitle title="This is settled" takesFocus={said === null} />
      <SaidNotice said={said} />
      <p className="measure-text">
        Nothing is left to do here: it has been dealt with, on this tablet or another one. The{' '}
        <Link to="/entries">entries</Link> say how each of them stands.
      </p>
    </>
  )
}
