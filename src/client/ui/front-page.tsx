import type { ReactNode } from 'react'
import { PageTitle } from './page-title.tsx'
import './front-page.css'

interface FrontPageProps {
  readonly title: string
  /** Offers to load the page again, where that is the way on. */
  readonly reload?: boolean
  readonly children: ReactNode
}

/** A page that stands alone, where there is no tablet to show screens of. */
export function FrontPage({ title, reload = false, children }: FrontPageProps) {
  return (
    <main className="front-page stack">
      <p className="front-brand">Branchline</p>
      <PageTitle title={title} />
      {children}
      {reload && (
        <p>
          <button type="button" className="button button-go" onClick={() => location.reload()}>
            Reload
          </button>
        </p>
      )}
    </main>
  )
}
