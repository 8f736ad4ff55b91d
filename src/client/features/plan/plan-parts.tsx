import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { NO_SUPPORT, type SupportFigures } from '#domain/measures/plan-support.ts'
import { STATUS_WORDS } from '#domain/plan/action-progress.ts'
import { firstOf } from '#domain/plan/next-plan.ts'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { supportInWords } from '#domain/plan/plan-words.ts'
import { facetOf, linkToSupport, type SupportWay } from '#domain/plan/support-link.ts'
import { type FinancialYear, financialYearName } from '#domain/time/quarter.ts'
import type { SupportPeriod } from '#client/data/plan-support.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { yearInWords } from './plan-view.ts'
import './plan.css'

/** What stands in place of a screen whose records are still being read from the tablet's disk. */
export function Loading() {
  return <output>Loading…</output>
}

/** A plan screen when the tablet has no plan, or the address names something the plan does not have. */
export function NotInPlan({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="stack">
      <PageTitle title={title} />
      <p>{children}</p>
      <p>
        <Link className="button" to="/plan">
          See the whole plan
        </Link>
      </p>
    </div>
  )
}

interface SupportLineProps {
  readonly figures: SupportFigures
  /** How sessions support it, and the part of the plan they name. */
  readonly way: SupportWay
  readonly part: Parameters<typeof firstOf>[0]
  /** Whose sessions and when, where the line leads to a list of them. */
  readonly period?: SupportPeriod
}

/** The sessions and attendances that stand behind one part of the plan, one tap above them. */
export function SupportLine({ figures, way, part, period }: SupportLineProps) {
  const { siteId } = useTablet()
  const partId = firstOf(part)
  const support = figures.get(facetOf({ way, partId })) ?? NO_SUPPORT
  if (period === undefined || support.sessions === 0) {
    return <span className="plan-support">{supportInWords(support)}</span>
  }
  const { scope, first, last } = period
  const asked = { way, partId, place: { site: scope }, span: { first, last } }
  return (
    <Link className="plan-line-title plan-support" to={linkToSupport(siteId, asked)}>
      {supportInWords(support)}
    </Link>
  )
}

/** A word about a line of the plan. The word carries the meaning; the colour only helps to find it. */
export function PlanTag({ tone = 'plain', children }: { tone?: 'plain' | 'warn'; children: ReactNode }) {
  return <span className={tone === 'warn' ? 'plan-tag plan-tag-warn' : 'plan-tag'}>{children}</span>
}

/** A status as word and shape; "No status yet" while nobody has said. */
export function StatusTag({ status }: { status: PlanAction['status'] }) {
  if (status === null) return <PlanTag>No status yet</PlanTag>
  const { word, shape } = STATUS_WORDS[status]
  return (
    <PlanTag tone={status === 'late' || status === 'at-risk' ? 'warn' : 'plain'}>
      <span aria-hidden="true">{shape}</span> {word}
    </PlanTag>
  )
}

/** Keeps two years apart: the plan has one, the figures another. */
export function YearsApart({ planYear, year }: { planYear: FinancialYear; year: FinancialYear | null }) {
  return (
    <p className="small muted measure-text">
      The plan is for {financialYearName(planYear)}; the figures are of {yearInWords(year)}. They count what
      this tablet holds, sent or not yet sent.
    </p>
  )
}

/** Why something was not saved, beside what was typed. */
export function SaveFailed({ words }: { words: string | null }) {
  return (
    <div role="alert">
      {words !== null && (
        <Notice tone="warn">
          <p>{words}</p>
        </Notice>
      )}
    </div>
  )
}

interface Crumb {
  readonly to: string
  readonly label: string
}

/** The way up from a line of the plan; one trail for each place it stands in. */
export function Crumbs({ trails }: { trails: readonly (readonly Crumb[])[] }) {
  return (
    <nav aria-label="Where this stands in the plan">
      {trails.map((trail) => (
        <ol className="plan-crumbs" key={trail.map(({ to }) => to).join(' ')}>
          {trail.map(({ to, label }) => (
            <li key={to}>
              <Link to={to}>{label}</Link>
            </li>
          ))}
        </ol>
      ))}
    </nav>
  )
}
