import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Notice } from '#client/ui/notice.tsx'

/** On a tablet of a site that is closed: what can still be done on it. */
export function SiteClosed() {
  const { siteId } = useTablet()
  const sites = useSites()
  const closed = sites?.closed.find(({ id }) => id === siteId)
  if (sites === undefined || closed === undefined) return null
  const { name, merge } = closed
  return (
    <Notice>
      <p>
        <b>
          {merge === null ? `${name} is closed.` : `${name} was merged into ${sites.nameOf(merge.intoId)}.`}
        </b>{' '}
        What happened here before can still be logged, and all that waits is still sent. To log for another
        site, have the county’s team set this tablet up for it.
      </p>
    </Notice>
  )
}
