import { Link } from 'react-router'
import { type AttentionItem, useAttention } from '#client/data/attention.ts'

/** One quiet line when somebody has to look at something; nothing while all is well. */
export function AttentionLine() {
  const items = useAttention()
  if (items === undefined || items.length === 0) return null
  const lost = items.filter(isOwnLoss)
  const [only] = items.length === 1 ? lost : []
  return (
    <p className="row row-tight">
      <span className="pill pill-attention">
        <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
          <path d="M6 1l5.500 10H.500z" fill="currentColor" />
        </svg>
        {items.length === 1 ? '1 needs attention' : `${items.length} need attention`}
      </span>
      <Link to={only === undefined ? '/attention' : `/attention/${only.id}`}>
        {lost.length === 0 ? 'See what to do' : `${lostInWords(lost.length)}: see`}
      </Link>
    </p>
  )
}

type Loss = Extract<AttentionItem, { type: 'conflict' }>

function isOwnLoss(item: AttentionItem): item is Loss {
  return item.type === 'conflict' && item.isOwn
}

function lostInWords(count: number): string {
  return count === 1 ? '1 of your values did not win' : `${count} of your values did not win`
}
