import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { StateLine } from './state-line.tsx'

const AttentionMark = lazy(async () => {
  // Should it not come, the rest of the bar stands all the same.
  const mark = await import('./attention-mark.tsx').catch(() => null)
  return { default: mark?.AttentionMark ?? (() => null) }
})

export function TopBar() {
  const { siteId, service, actor } = useTablet()
  const sites = useSites()
  const place = siteId === null ? service : sites?.nameOf(siteId)
  return (
    <header className="top-bar no-print">
      <div className="top-bar-inner">
        <Link className="top-bar-place" to="/">
          {place}
        </Link>
        <span className="top-bar-person">{siteId === null ? `${actor.name}, whole county` : actor.name}</span>
        <Suspense>
          <AttentionMark />
        </Suspense>
        <StateLine />
      </div>
    </header>
  )
}
