import { Link } from 'react-router'
import { useAttentionCount } from '#client/data/attention.ts'
import { attentionInWords } from '#client/ui/sync-words.ts'

/** On every screen: how many things wait for somebody, and the way to them. Nothing while all is well. */
export function AttentionMark() {
  const count = useAttentionCount()
  if (count === undefined || count === 0) return null
  return (
    <Link className="attention-mark" to="/attention">
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        <path d="M6 1l5.500 10H.500z" fill="currentColor" />
      </svg>
      {attentionInWords(count)}
    </Link>
  )
}
