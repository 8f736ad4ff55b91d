import type { CommunityProfile, ProfileFigure } from '../place/profile-records.ts'
import { recordsHere, type Site } from '../place/site.ts'
import { siteAfterMerges } from '../place/site-parts.ts'
import type { PlanAction } from '../plan/plan-action.ts'
import type { Plan } from '../plan/plan-records.ts'
import type { Named } from '../plan/plan-tree.ts'
import { type Body, type BodyOf, readBody, type RecordKind } from '../records/registry.ts'
import type { LocalDate } from '../time/local-date.ts'
import type { Month } from '../time/quarter.ts'
import { type AreasOfSites, areasOfSites, type PlaceAsked } from './place-asked.ts'
import type { PublishedYear } from './published-year.ts'

/** A record of a list, with the site or authority it is kept by. */
export interface KeptBy<Body> extends Named<Body> {
  readonly scope: string
}

/**
 * What figures need besides entries: lists and reference data as they stand. There are few of them, so
 * they are read whole and never kept as sums.
 */
export interface Standing {
  /** Places that record activity. */
  readonly sites: readonly Named<Site>[]
  readonly areas: AreasOfSites
  readonly profiles: readonly Named<CommunityProfile>[]
  readonly profileFigures: readonly Named<ProfileFigure>[]
  readonly openingHours: readonly KeptBy<BodyOf<'access-profile'>>[]
  readonly agreements: readonly KeptBy<BodyOf<'agreement'>>[]
  readonly schools: readonly Named<BodyOf<'school'>>[]
  readonly climateServices: readonly Named<BodyOf<'climate-service'>>[]
  readonly plans: readonly Named<Plan>[]
  readonly actions: readonly Named<PlanAction>[]
  /** Years of the whole service as they were published. */
  readonly publishedYears: readonly Named<PublishedYear>[]
}

/** The kinds of record that it is made of: those the authority keeps, and those that sites keep too. */
export const STANDING_KINDS = {
  county: [
    'site',
    'community-profile',
    'profile-figure',
    'school',
    'climate-service',
    'plan',
    'plan-action',
    'published-year',
  ],
  site: ['access-profile', 'agreement'],
} as const satisfies Record<string, readonly RecordKind[]>

/** Months from first to last, both included. */
export interface MonthSpan {
  readonly first: Month
  readonly last: Month
}

/** Whose figure is asked for, and of when. */
export interface Asked extends PlaceAsked {
  readonly span: MonthSpan
  /** The day that what stands in lists is looked at: the last of the span, or today while it runs. */
  readonly asOf: LocalDate
}

/** A record as it is kept, on either side. */
interface KeptRow {
  readonly id: string
  readonly kind: string
  readonly scope: string
  readonly body: Body
  readonly deleted: boolean
}

/** What stands, out of records in any order; void ones, and those of other kinds, are left out. */
export function standingFrom(rows: readonly KeptRow[]): Standing {
  const of = <Kind extends RecordKind>(kind: Kind): readonly KeptBy<BodyOf<Kind>>[] =>
    rows.flatMap((row) => {
      const body = row.kind === kind && !row.deleted ? readBody(kind, row.body) : null
      return body === null ? [] : [{ id: row.id, scope: row.scope, body }]
    })
  const everySite = of('site')
  return {
    sites: everySite.filter(({ body }) => recordsHere(body)),
    areas: areasOfSites(everySite),
    profiles: of('community-profile'),
    profileFigures: of('profile-figure'),
    openingHours: of('access-profile'),
    // An agreement stays where it was signed, and counts where that site's work goes on.
    agreements: of('agreement').map((one) => ({ ...one, scope: siteAfterMerges(everySite, one.scope) })),
    schools: of('school'),
    climateServices: of('climate-service'),
    plans: of('plan'),
    actions: of('plan-action'),
    publishedYears: of('published-year'),
  }
}
