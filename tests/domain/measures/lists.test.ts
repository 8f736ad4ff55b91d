import { describe, expect, test } from 'vitest'
import {
  agreementsAmount,
  agreementsSeenTo,
  communityAgreements,
  communityInDate,
  fundingSecured,
  sharingSites,
} from '#domain/measures/agreement-amounts.ts'
import {
  actionsDone,
  actionsDue,
  climateServices,
  climateServicesMapped,
  medianMove,
  timesMoved,
} from '#domain/measures/delivery-amounts.ts'
import {
  hasPremises,
  isBranch,
  isPriorityPlace,
  isRural,
  openPlusSites,
  openWeek,
  profileAmount,
  residentsAmount,
  schoolsInPlace,
  shareInPriorityPlaces,
  sitesAmount,
  staffedHours,
  unstaffedWeek,
} from '#domain/measures/place-amounts.ts'
import type { Asked, Standing } from '#domain/measures/standing.ts'
import type { Body } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { anExample, smallStanding } from '#support/standing.ts'

/** The third quarter, as it stood on its last day but one. */
const ASKED: Asked = {
  site: null,
  span: { first: '2026-10', last: '2026-12' },
  asOf: localDate('2026-12-30'),
}
const AT_BANBURY: Asked = { ...ASKED, site: 'site/banbury' }
const IN_CHERWELL: Asked = { ...ASKED, area: 'Cherwell' }
const AREAS = new Map([
  ['site/banbury', 'Cherwell'],
  ['site/thame', 'South Oxfordshire'],
])

describe('agreements', () => {
  const agreement = (changes: Body, scope = 'site/banbury') =>
    anExample('agreement', { startsOn: null, reviewedOn: null, signedOn: null, ...changes }, { scope })
  const kept = (...agreements: Standing['agreements']) => smallStanding({ agreements, areas: AREAS })

  test('have begun from their first day on, and without one', () => {
    expect(agreementsAmount.read(kept(agreement({})), ASKED)).toBe(1)
    expect(agreementsAmount.read(kept(agreement({ startsOn: '2026-12-30' })), ASKED)).toBe(1)
    expect(agreementsAmount.read(kept(agreement({ startsOn: '2026-12-31' })), ASKED)).toBe(0)
  })

  test('are those of the site, the area or the county that is asked for', () => {
    const both = kept(agreement({}), agreement({}, 'site/thame'))
    expect(agreementsAmount.read(both, ASKED)).toBe(2)
    expect(agreementsAmount.read(both, AT_BANBURY)).toBe(1)
    expect(agreementsAmount.read(both, IN_CHERWELL)).toBe(1)
  })

  test.each(['reviewedOn', 'signedOn'])(
    'are seen to in the months that %s falls in, both ends included',
    (field) => {
      const seenTo = (day: string) => agreementsSeenTo.read(kept(agreement({ [field]: day })), ASKED)
      expect(['2026-09-30', '2026-10-01', '2026-12-31', '2027-01-01'].map(seenTo)).toEqual([0, 1, 1, 0])
    },
  )

  test('reviewed and signed are one, and one that is neither is none', () => {
    const day = '2026-11-05'
    expect(agreementsSeenTo.read(kept(agreement({ reviewedOn: day, signedOn: day })), ASKED)).toBe(1)
    expect(agreementsSeenTo.read(kept(agreement({})), ASKED)).toBe(0)
    expect(agreementsSeenTo.read(kept(agreement({ startsOn: '2027-01-01', signedOn: day })), ASKED)).toBe(0)
  })

  test('of communities and Friends are in date while their review is to come', () => {
    const inDate = (changes: Body) => {
      const standing = kept(agreement(changes))
      return [communityAgreements, communityInDate].map((amount) => amount.read(standing, ASKED))
    }
    const reviewDue = '2026-12-30'
    expect(inDate({ subType: 'community', reviewDue })).toEqual([1, 1])
    expect(inDate({ subType: 'friends', reviewDue })).toEqual([1, 1])
    expect(inDate({ subType: 'friends', reviewDue: '2026-12-29' })).toEqual([1, 0])
    expect(inDate({ subType: 'friends', reviewDue: null })).toEqual([1, 0])
    expect(inDate({ subType: 'co-location', reviewDue })).toEqual([0, 0])
  })

  test('bring the money of those signed in the period, in pounds', () => {
    const standing = kept(
      agreement({ signedOn: '2026-10-01', fundingPence: 250_050 }),
      agreement({ signedOn: '2026-12-31', fundingPence: 100 }),
      agreement({ signedOn: '2026-11-01', fundingPence: null }),
      agreement({ signedOn: '2026-09-30', fundingPence: 900_000 }),
      agreement({ reviewedOn: '2026-11-01', fundingPence: 900_000 }),
    )
    expect(fundingSecured.read(standing, ASKED)).toBe(2501.5)
  })

  test('sites share their building by their own record or by an agreement on it, and count once', () => {
    const sites = [
      anExample('site', { coLocatedWith: ['School'] }, { id: 'site/banbury' }),
      anExample('site', { coLocatedWith: [] }, { id: 'site/thame' }),
      anExample('site', { coLocatedWith: [] }, { id: 'site/grove' }),
    ]
    const standing = {
      ...kept(
        agreement({ subType: 'co-location' }),
        agreement({ subType: 'co-location' }, 'site/thame'),
        agreement({ subType: 'friends' }, 'site/grove'),
      ),
      sites,
    }
    expect(sharingSites.read(standing, ASKED)).toBe(2)
    expect(sharingSites.read(standing, AT_BANBURY)).toBe(1)
    expect(sharingSites.read({ ...standing, agreements: [] }, ASKED)).toBe(1)
    expect(sharingSites.read(standing, { ...ASKED, area: 'South Oxfordshire' })).toBe(1)
  })
})

describe('actions that are due', () => {
  const plans = [anExample('plan', { year: 2026 }, { id: 'plan/2026' })]
  const action = (changes: Body) =>
    anExample('plan-action', { planId: 'plan/2026', status: null, doneOn: null, moves: [], ...changes })
  const kept = (...actions: Standing['actions']) => smallStanding({ plans, actions })
  const dueAndDone = (changes: Body) => {
    const standing = kept(action(changes))
    return [actionsDue, actionsDone].map((amount) => amount.read(standing, ASKED))
  }

  test('are those whose last quarter has begun, of the plan in force', () => {
    expect(dueAndDone({ quarters: ['Q1', 'Q3'] })).toEqual([1, 0])
    expect(dueAndDone({ quarters: ['Q3', 'Q4'] })).toEqual([0, 0])
    expect(dueAndDone({ quarters: [] })).toEqual([0, 0])
    expect(dueAndDone({ quarters: ['Q1'], planId: 'plan/2022' })).toEqual([0, 0])
  })

  test('are done in time in the quarter they are due in or before', () => {
    const done = (doneOn: string | null) => dueAndDone({ quarters: ['Q2'], status: 'done', doneOn })
    expect(done('2026-05-01')).toEqual([1, 1])
    expect(done('2026-09-30')).toEqual([1, 1])
    expect(done('2026-10-01')).toEqual([1, 0])
    expect(done(null)).toEqual([1, 0])
    expect(dueAndDone({ quarters: ['Q2'], status: 'on-track', doneOn: '2026-05-01' })).toEqual([1, 0])
  })

  test('are not done before the day that is looked at', () => {
    const done = (doneOn: string) => dueAndDone({ quarters: ['Q3'], status: 'done', doneOn })
    expect(done('2026-12-30')).toEqual([1, 1])
    expect(done('2026-12-31')).toEqual([1, 0])
  })

  test('of a year that is over stay due, and are late when done in a later year', () => {
    const nextApril = { ...ASKED, asOf: localDate('2027-04-10') }
    const standing = kept(action({ quarters: ['Q4'], status: 'done', doneOn: '2027-04-05' }))
    expect(actionsDue.read(standing, nextApril)).toBe(1)
    expect(actionsDone.read(standing, nextApril)).toBe(0)
  })

  test('are not known where no plan is in force', () => {
    const standing = { ...kept(action({ quarters: ['Q1'] })), plans: [] }
    for (const amount of [actionsDue, actionsDone, timesMoved, medianMove]) {
      expect(amount.read(standing, ASKED)).toBeNull()
    }
  })

  const moved = (on: string, from: readonly string[], to: readonly string[]) => ({
    on,
    from,
    to,
    reason: 'Late',
    by: 'Asha',
  })

  test('were moved as often as quarters were changed by then, of the plan in force', () => {
    const moves = [
      moved('2026-06-01', ['Q1', 'Q2'], ['Q3']),
      moved('2026-12-30', ['Q3'], ['Q4']),
      moved('2026-12-31', ['Q4'], ['Q1']),
      moved('2026-06-02', [], ['Q2']),
      moved('2026-06-03', ['Q2'], []),
    ]
    const standing = kept(action({ moves }), action({ moves, planId: 'plan/2022' }), action({ moves: null }))
    expect(timesMoved.read(standing, ASKED)).toBe(2)
    expect(medianMove.read(standing, ASKED)).toBe(1)
  })

  test('move by the middle one of all moves in quarters, forward ones below nothing', () => {
    const median = (...pairs: readonly (readonly [string, string])[]) =>
      medianMove.read(
        kept(action({ moves: pairs.map(([from, to]) => moved('2026-06-01', [from], [to])) })),
        ASKED,
      )
    expect(median(['Q1', 'Q4'], ['Q3', 'Q2'], ['Q1', 'Q3'])).toBe(2)
    expect(median(['Q1', 'Q4'], ['Q4', 'Q1'])).toBe(0)
    expect(median(['Q1', 'Q2'], ['Q1', 'Q4'])).toBe(2)
    expect(median(['Q4', 'Q2'])).toBe(-2)
    expect(median()).toBeNull()
  })
})

test('services are mapped to the climate plan once their mapping is final, from that day on', () => {
  const service = (changes: Body) => anExample('climate-service', changes)
  const standing = smallStanding({
    climateServices: [
      service({ stage: 'final', finalOn: '2026-12-30' }),
      service({ stage: 'final', finalOn: '2026-12-31' }),
      service({ stage: 'draft', finalOn: null }),
    ],
  })
  expect(climateServices.read(standing, ASKED)).toBe(3)
  expect(climateServicesMapped.read(standing, ASKED)).toBe(1)
})

describe('profiles', () => {
  const profile = (changes: Body) => anExample('community-profile', changes)
  const figures = (residents: number, more: Body = {}) => ({ residents, ...more })
  const standing = smallStanding({
    areas: AREAS,
    sites: [
      anExample('site', { type: 'library' }, { id: 'site/banbury' }),
      anExample('site', { type: 'home-library-service' }, { id: 'site/home' }),
      anExample('site', { type: 'museum' }, { id: 'site/museum' }),
    ],
    profiles: [
      profile({ areaType: 'district', siteId: null, areaName: 'Vale', figures: figures(5_000) }),
      profile({ areaType: 'district', siteId: null, areaName: 'Cherwell', figures: figures(20_000) }),
      profile({
        areaType: 'catchment',
        siteId: 'site/banbury',
        areaName: 'Cherwell',
        figures: figures(8_000, {
          est_age_0_4: 400,
          est_age_5_11: 700,
          library_lsoa_ruc2021: 'Urban: Nearer to a major town or city',
          imd2025_pct_residents_in_most_deprived_20pct: 12,
        }),
      }),
      profile({ areaType: 'county', siteId: null, areaName: 'Oxfordshire', figures: figures(40_000) }),
    ],
  })

  test('are the site’s, the area’s or the county’s, by what is asked for', () => {
    const residents = residentsAmount('Residents')
    expect(residents.read(standing, ASKED)).toBe(40_000)
    expect(residents.read(standing, IN_CHERWELL)).toBe(20_000)
    expect(residents.read(standing, AT_BANBURY)).toBe(8_000)
    expect(residents.read(standing, { ...ASKED, site: 'site/museum' })).toBeNull()
    expect(residents.read(standing, { ...ASKED, area: 'Nowhere' })).toBeNull()
  })

  test('give the residents of an age where they say so', () => {
    const children = residentsAmount('Children', { from: 0, to: 11 })
    expect(children.read(standing, AT_BANBURY)).toBe(1_100)
    expect(children.read(standing, { ...ASKED, site: 'site/museum' })).toBeNull()
  })

  test('give a number where there is one, and no word', () => {
    expect(profileAmount('est_age_0_4', 'Under fives').read(standing, AT_BANBURY)).toBe(400)
    expect(profileAmount('library_lsoa_ruc2021', 'Ruralness').read(standing, AT_BANBURY)).toBeNull()
    expect(profileAmount('est_age_0_4', 'Under fives').read(standing, ASKED)).toBeNull()
  })

  const withFigure = (code: string, value: number | string | null): Standing => ({
    ...standing,
    profiles: standing.profiles.map((one) =>
      one.body.areaType === 'catchment'
        ? { ...one, body: { ...one.body, figures: { ...one.body.figures, [code]: value } } }
        : one,
    ),
  })

  test('say which places are priority places, and what part of the county lives there', () => {
    const CODE = 'imd2025_pct_residents_in_most_deprived_20pct'
    expect(isPriorityPlace(standing, 'site/banbury')).toBe(true)
    expect(isPriorityPlace(withFigure(CODE, 0), 'site/banbury')).toBe(false)
    expect(isPriorityPlace(withFigure(CODE, null), 'site/banbury')).toBe(false)
    expect(shareInPriorityPlaces(standing)).toBe(0.2)
    expect(shareInPriorityPlaces(withFigure(CODE, 0))).toBeNull()
    const ofCounty = (residents: number | null): Standing => ({
      ...standing,
      profiles: standing.profiles.map((one) =>
        one.body.areaType === 'county' ? { ...one, body: { ...one.body, figures: { residents } } } : one,
      ),
    })
    expect(shareInPriorityPlaces(ofCounty(null))).toBeNull()
    expect(shareInPriorityPlaces(ofCounty(0))).toBeNull()
  })

  test('say which libraries stand in the country', () => {
    const CODE = 'library_lsoa_ruc2021'
    expect(isRural(standing, 'site/banbury')).toBe(false)
    expect(isRural(withFigure(CODE, 'Larger rural: Nearer to a town'), 'site/banbury')).toBe(true)
    expect(isRural(withFigure(CODE, null), 'site/banbury')).toBe(false)
    expect(isRural(withFigure(CODE, 7), 'site/banbury')).toBe(false)
  })

  test('a branch is a library, and everything but the service at home has premises', () => {
    const ids = ['site/banbury', 'site/home', 'site/museum', 'site/nowhere']
    expect(ids.map((id) => isBranch(standing, id))).toEqual([true, false, false, false])
    expect(ids.map((id) => hasPremises(standing, id))).toEqual([true, false, true, false])
    const branches = sitesAmount('Branches', isBranch)
    expect(branches.read(standing, ASKED)).toBe(1)
    expect(sitesAmount('Premises', hasPremises).read(standing, ASKED)).toBe(2)
    expect(sitesAmount('Premises', hasPremises).read(standing, AT_BANBURY)).toBe(1)
    expect(branches.read(standing, { ...ASKED, site: 'site/museum' })).toBe(0)
    expect(branches.read(standing, { ...ASKED, area: 'South Oxfordshire' })).toBe(0)
  })

  test('schools are those in the list, and of a place those whose library is there', () => {
    const school = (nearestSiteId: string | null) => anExample('school', { nearestSiteId })
    const listed = { ...standing, schools: [school('site/banbury'), school('site/thame'), school(null)] }
    expect(schoolsInPlace.read(listed, ASKED)).toBe(3)
    expect(schoolsInPlace.read(listed, AT_BANBURY)).toBe(1)
    expect(schoolsInPlace.read(listed, IN_CHERWELL)).toBe(1)
  })
})

describe('opening hours', () => {
  const site = (id: string, hoursPerWeek: number | null, staffedHoursPerWeek: number | null) =>
    anExample('site', { hoursPerWeek, staffedHoursPerWeek }, { id })
  const hours = (fromDay: string, more: Body, { id = fromDay, scope = 'site/banbury' } = {}) =>
    anExample(
      'access-profile',
      { fromDay, untilDay: null, staffed: { mon: 480, tue: 120 }, unstaffed: {}, hasOpenPlus: null, ...more },
      { id, scope },
    )
  const weekOf = (standing: Standing, asked = ASKED) =>
    [openWeek, unstaffedWeek, openPlusSites].map((amount) => amount.read(standing, asked))

  test('are what a site’s own record says until hours are kept', () => {
    expect(weekOf(smallStanding({ sites: [site('site/banbury', 20, 15)] }))).toEqual([20, 5, 1])
    expect(weekOf(smallStanding({ sites: [site('site/banbury', 20, 20)] }))).toEqual([20, 0, 0])
    expect(weekOf(smallStanding({ sites: [site('site/banbury', 20, null)] }))).toEqual([20, 0, 0])
    expect(weekOf(smallStanding({ sites: [site('site/banbury', null, null)] }))).toEqual([null, null, null])
  })

  test('of several sites add up, those nobody said anything of left out', () => {
    const sites = [site('site/banbury', 20, 15), site('site/thame', 30, 30), site('site/grove', null, null)]
    const standing = smallStanding({ sites, areas: AREAS })
    expect(weekOf(standing)).toEqual([50, 5, 1])
    expect(weekOf(standing, AT_BANBURY)).toEqual([20, 5, 1])
    expect(weekOf(standing, { ...ASKED, area: 'South Oxfordshire' })).toEqual([30, 0, 0])
  })

  const kept = (...openingHours: Standing['openingHours']) =>
    smallStanding({ sites: [site('site/banbury', 99, 99), site('site/thame', null, null)], openingHours })

  test('that are kept go before the site’s record, and are of their own site', () => {
    const own = hours('2026-04-01', { unstaffed: { sat: 60, sun: 120 } })
    expect(weekOf(kept(own))).toEqual([13, 3, 0])
    expect(weekOf(kept(hours('2026-04-01', {}, { scope: 'site/thame' })), AT_BANBURY)).toEqual([99, 0, 0])
  })

  test('have Open+ where they say so', () => {
    expect(weekOf(kept(hours('2026-04-01', { hasOpenPlus: true })))).toEqual([10, 0, 1])
    expect(weekOf(kept(hours('2026-04-01', { hasOpenPlus: false })))).toEqual([10, 0, 0])
  })

  test('hold from their first day to their last', () => {
    const until = (untilDay: string) => weekOf(kept(hours('2026-04-01', { untilDay })))[0]
    expect(until('2026-12-30')).toBe(10)
    expect(until('2026-12-29')).toBe(99)
    expect(weekOf(kept(hours('2026-12-30', {})))[0]).toBe(10)
    expect(weekOf(kept(hours('2026-12-31', {})))[0]).toBe(99)
  })

  test('that began last hold, and of two of one day the one made later', () => {
    const early = hours('2026-04-01', { staffed: { mon: 60 } })
    const late = hours('2026-11-01', { staffed: { mon: 120 } }, { id: 'a' })
    const again = hours('2026-11-01', { staffed: { mon: 180 } }, { id: 'b' })
    for (const order of [
      [early, late, again],
      [again, late, early],
    ]) {
      expect(weekOf(kept(...order))[0]).toBe(3)
    }
    expect(weekOf(kept(late, early))[0]).toBe(2)
  })

  test('with staff over a period are its days’ part of the week that holds at its end', () => {
    const standing = kept(hours('2026-04-01', { unstaffed: { sat: 600 } }))
    const twoWeeks = { ...ASKED, asOf: localDate('2026-10-14') }
    expect(staffedHours.read(standing, { ...twoWeeks, site: 'site/banbury' })).toBe(20)
    const oneDay = { ...AT_BANBURY, asOf: localDate('2026-10-01') }
    expect(staffedHours.read(standing, oneDay)).toBeCloseTo(10 / 7)
    expect(staffedHours.read(standing, { ...oneDay, asOf: localDate('2026-09-30') })).toBeNull()
    expect(staffedHours.read(kept(), { ...oneDay, site: 'site/thame' })).toBeNull()
  })
})
