import type * as v from 'valibot'
import { publishedRate, publishedShares } from '../measures/published-figures.ts'
import type { PublishedYear } from '../measures/published-year.ts'
import type { target } from '../records/kinds/target.ts'
import { type LocalDate, daysBetween } from '../time/local-date.ts'
import { type FinancialYear, financialYearName, type Quarter, QUARTERS } from '../time/quarter.ts'

export type Target = v.InferOutput<typeof target.body>

/** Records that go back this far show a year with all its seasons. */
const WHOLE_YEAR_DAYS = 330

export interface TargetProposal {
  readonly value: number
  readonly byQuarter: Readonly<Record<Quarter, number>>
  readonly residents: number
  readonly perThousand: number
  /** Whose rate it goes by: the site's own over twelve months, or the county's published one. */
  readonly rateOf: 'this-site' | 'county-published'
  /** The published year whose rate and seasons it goes by; null where the service published none. */
  readonly published: FinancialYear | null
}

interface ProposalFrom {
  readonly residents: number | null
  /** Attendances of the last 12 months, and the day of the first session among them; null when there was none. */
  readonly attendances: number
  readonly firstDay: LocalDate | null
  readonly today: LocalDate
  /** The newest year the service published, if any. */
  readonly published: PublishedYear | null
}

/**
 * A target for a year: residents times attendances per 1,000 of them, spread as the seasons go. The rate is the
 * site's own where its records cover a year, else the county's published one.
 *
 * @returns `null` when the site has no residents to go by, or nothing says at what rate they come
 */
export function proposeTarget({
  residents,
  attendances,
  firstDay,
  today,
  published,
}: ProposalFrom): TargetProposal | null {
  if (residents === null || residents <= 0) return null
  const isWhole = firstDay !== null && daysBetween(firstDay, today) >= WHOLE_YEAR_DAYS && attendances > 0
  const perThousand = isWhole ? (1000 * attendances) / residents : rateIn(published)
  if (perThousand === null) return null
  const value = roundedTarget((residents * perThousand) / 1000)
  return {
    value,
    byQuarter: overQuarters(value, published),
    residents,
    perThousand,
    rateOf: isWhole ? 'this-site' : 'county-published',
    published: published?.year ?? null,
  }
}

function rateIn(published: PublishedYear | null): number | null {
  return published === null ? null : publishedRate(published)
}

/** To tens, because a target is not known to the person; small ones stay as they are. */
function roundedTarget(value: number): number {
  return value < 100 ? Math.round(value) : 10 * Math.round(value / 10)
}

const EVEN = [25, 25, 25, 25] as const

/**
 * Whole numbers that add up to the year's, as near to the seasons of a published year as whole numbers go;
 * even ones where no year was published.
 */
export function overQuarters(
  value: number,
  published: PublishedYear | null,
): Readonly<Record<Quarter, number>> {
  const shares = publishedShares(published, 'attendances') ?? EVEN
  const parts = QUARTERS.map((quarter, index) => {
    const exact = (value * (shares[index] ?? 0)) / 100
    return { quarter, whole: Math.floor(exact), rest: exact - Math.floor(exact) }
  })
  let left = value - parts.reduce((sum, { whole }) => sum + whole, 0)
  const byQuarter: Record<Quarter, number> = { Q1: 0, Q2: 0, Q3: 0, Q4: 0 }
  for (const { quarter, whole } of parts.toSorted((a, b) => b.rest - a.rest)) {
    byQuarter[quarter] = whole + (left > 0 ? 1 : 0)
    left -= 1
  }
  return byQuarter
}

/** The target that stands for a site and year: of several the one set last. */
export function targetOf<Held extends { readonly id: string; readonly body: Target }>(
  targets: readonly Held[],
  siteId: string,
  year: FinancialYear,
): Held | null {
  const own = targets.filter(
    ({ body }) => body.measure === 'attendance' && body.siteId === siteId && body.year === year,
  )
  // Ids made on tablets begin with the moment they were made.
  return own.toSorted((a, b) => b.id.localeCompare(a.id))[0] ?? null
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** How a proposal was come to, in a sentence. */
export function proposalInWords({ residents, perThousand, rateOf, published }: TargetProposal): string {
  const rate = whole.format(perThousand)
  const year = published === null ? null : financialYearName(published)
  const from =
    rateOf === 'this-site'
      ? `${rate} attendances per 1,000, which is this site’s own rate of the last 12 months`
      : `${rate} attendances per 1,000, the county’s published rate of ${year}, because the records here do not cover a year yet`
  const seasons =
    year === null ? 'evenly, because no year with its seasons is known' : `as attendance was in ${year}`
  return `${whole.format(residents)} residents at ${from}, spread over the quarters ${seasons}.`
}
