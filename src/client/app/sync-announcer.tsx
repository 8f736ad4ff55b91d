import { useEffect, useRef } from 'react'
import { useWaiting, type Waiting } from '#client/data/waiting.ts'
import { showBadge } from '#client/sync/badge.ts'
import { useAnnounce } from '#client/ui/announcer.tsx'

/** What a change in the state of the entries is worth saying; null when nothing is. */
function newsBetween(before: Waiting, now: Waiting): string | null {
  if (now.attention > before.attention) return 'An entry needs attention'
  if (now.waiting < before.waiting) return now.waiting === 0 ? 'Received' : `${now.waiting} still waiting`
  return null
}

/** Says through screen readers when entries are received or need somebody, and shows how many on the app's icon. */
export function SyncAnnouncer() {
  const waiting = useWaiting()
  const announce = useAnnounce()
  const before = useRef<Waiting>(undefined)
  useEffect(() => {
    if (waiting === undefined) return
    const news = before.current === undefined ? null : newsBetween(before.current, waiting)
    before.current = waiting
    if (news !== null) announce(news)
    showBadge(waiting.waiting + waiting.attention)
  }, [waiting, announce])
  return null
}
