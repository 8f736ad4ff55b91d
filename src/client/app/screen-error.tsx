import { useEffect } from 'react'
import { useRouteError } from 'react-router'
import { PageTitle } from '#client/ui/page-title.tsx'

/** What stands in place of a screen that failed. Drafts and entries are on disk and not touched by it. */
export function ScreenError() {
  const error = useRouteError()
  // Reported as any uncaught error is, so that whoever looks after the tablet can find it.
  useEffect(() => reportError(error), [error])
  return (
    <div className="stack measure-text" role="alert">
      <PageTitle title="This screen could not be shown" />
      <p>
        What you logged is safe on this tablet, and what you were typing is kept as a draft. Reload to carry
        on; if it happens again, tell the county team what you had tapped.
      </p>
      <p className="row">
        <button type="button" className="button button-go" onClick={() => location.reload()}>
          Reload
        </button>
        <a className="button" href="/">
          Go to Today
        </a>
      </p>
    </div>
  )
}
