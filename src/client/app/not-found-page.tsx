import { Link } from 'react-router'
import { PageTitle } from '#client/ui/page-title.tsx'

export function NotFoundPage() {
  return (
    <div className="stack measure-text">
      <PageTitle title="There is no such page" />
      <p>The address may be mistyped, or the page may have moved.</p>
      <p>
        <Link className="button" to="/">
          Go to Today
        </Link>
      </p>
    </div>
  )
}
