import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useTablet } from '#client/data/tablet-context.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'

interface CountyOnlyProps {
  readonly title: string
  readonly search: string
  readonly children: ReactNode
}

/** A screen that only the county's team works with; elsewhere it says so. */
export function CountyOnly({ title, search, children }: CountyOnlyProps) {
  const { siteId } = useTablet()
  if (siteId === null) return <>{children}</>
  return (
    <div className="stack">
      <PageTitle title={title} />
      <p>The county’s team keeps the plan, on a county tablet.</p>
      <p>
        <Link className="button" to={`/plan${search}`}>
          See the plan
        </Link>
      </p>
    </div>
  )
}
