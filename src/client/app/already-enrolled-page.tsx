import { Link } from 'react-router'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useSites } from '#client/data/sites.ts'
import { PageTitle } from '#client/ui/page-title.tsx'

/** `/enrol` without a code, on a tablet that is set up. */
export function AlreadyEnrolledPage() {
  const { siteId, actor } = useTablet()
  const sites = useSites()
  const site = siteId === null ? 'the whole county' : (sites?.nameOf(siteId) ?? '')
  return (
    <div className="stack measure-text">
      <PageTitle title="This tablet is set up already" />
      <p>
        It records for {site}, for {actor.name}. To change that, ask the county for a new link and open it
        here: what waits on this tablet stays.
      </p>
      <p>
        <Link className="button button-go" to="/">
          Go to Today
        </Link>
      </p>
    </div>
  )
}
