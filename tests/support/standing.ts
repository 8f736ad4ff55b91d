import type { MonthSums } from '#domain/measures/month-sums.ts'
import { RunningSums } from '#domain/measures/month-sums.ts'
import type { KeptBy, Standing } from '#domain/measures/standing.ts'
import { type Body, type BodyOf, definitionOf, readBody, type RecordKind } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'

const EXAMPLE_SITE = 'site/banbury'

/** A record of a kind like its example, but for what is said. */
export function anExample<Kind extends RecordKind>(
  kind: Kind,
  changes: Body = {},
  { id = `${kind}/example`, scope = EXAMPLE_SITE } = {},
): KeptBy<BodyOf<Kind>> {
  const body = readBody(kind, { ...definitionOf(kind)?.example, ...changes })
  if (body === null) throw new RangeError(`not a body of ${kind}`)
  return { id, scope, body }
}

/** One library in a rural place with deprivation, its profile and the county's, and nothing else. */
export function smallStanding(more: Partial<Standing> = {}): Standing {
  const figures = {
    residents: 10_000,
    est_age_0_4: 500,
    est_age_5_11: 800,
    pct_white: 80,
    pct_disabled: 15,
    pct_unpaid_carers: 8,
    pct_main_language_not_english: 9,
    imd2025_pct_residents_in_most_deprived_20pct: 12,
    library_lsoa_ruc2021: 'Larger rural: Nearer to a major town or city',
  }
  return {
    sites: [anExample('site', { coLocatedWith: [], businessPoint: 'spoke' }, { id: EXAMPLE_SITE })],
    areas: new Map([[EXAMPLE_SITE, 'Cherwell']]),
    profiles: [
      anExample('community-profile', { siteId: EXAMPLE_SITE, figures }),
      anExample('community-profile', {
        areaType: 'county',
        siteId: null,
        figures: { ...figures, residents: 40_000 },
      }),
    ],
    profileFigures: [
      anExample('profile-figure', { code: 'est_age_0_4', ages: { from: 0, to: 4 } }),
      anExample('profile-figure', { code: 'est_age_5_11', ages: { from: 5, to: 11 } }),
    ],
    openingHours: [],
    agreements: [],
    schools: [anExample('school')],
    climateServices: [],
    plans: [anExample('plan', {}, { id: 'plan/2022' })],
    actions: [],
    publishedYears: [],
    ...more,
  }
}

/** What one entry adds up to, at the example site. */
export function sumsOf(kind: string, body: Body, scope: string = EXAMPLE_SITE): readonly MonthSums[] {
  const definition = definitionOf(kind)
  const whole = { ...definition?.example, ...body }
  // The body is the kind's own example with other values of its fields.
  const day = definition?.day(whole as never) ?? localDate('2026-10-14')
  const sums = new RunningSums()
  sums.addEntry({ kind, scope, day, body: whole })
  return sums.months()
}
