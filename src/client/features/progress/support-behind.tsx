import { Link } from 'react-router'
import { NO_SUPPORT, type SupportFigures } from '#domain/measures/plan-support.ts'
import type { ProgressAsked } from '#domain/measures/progress.ts'
import { firstOf } from '#domain/plan/next-plan.ts'
import { supportInWords } from '#domain/plan/plan-words.ts'
import { facetOf, linkToSupport, type SupportWay } from '#domain/plan/support-link.ts'
import { monthsOf, monthsOfQuarter } from '#domain/time/quarter.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

export interface SupportBehindProps {
  readonly support: SupportFigures | undefined
  readonly way: SupportWay
  /** The part of the plan that sessions name. */
  readonly part: Parameters<typeof firstOf>[0]
  readonly asked: ProgressAsked
  /** Whether the sessions themselves are on this tablet. */
  readonly isHere: boolean
}

/** What sessions brought to a part of the plan from April to the end of the quarter, one tap above them. */
export function SupportBehind({ support, way, part, asked, isHere }: SupportBehindProps) {
  const { siteId } = useTablet()
  const partId = firstOf(part)
  const figures = support?.get(facetOf({ way, partId })) ?? NO_SUPPORT
  const words = supportInWords(figures)
  if (!isHere || figures.sessions === 0) return <b>{words}</b>
  const { site, area, year, quarter } = asked
  const span = { first: monthsOf(year).first, last: monthsOfQuarter(year, quarter).last }
  return (
    <Link className="progress-title" to={linkToSupport(siteId, { way, partId, place: { site, area }, span })}>
      {words}
    </Link>
  )
}
