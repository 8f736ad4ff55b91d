import { recordsHere } from '#domain/place/site.ts'
import { readBody, type RecordKind } from '#domain/records/registry.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { QUARTERS } from '#domain/time/quarter.ts'
import type { Reference } from '#server/reference/read-reference.ts'
import { type Chance, chanceOf } from './chance.ts'
import { MADE, type MadeRecord, VOLUNTEERS } from './made-entries.ts'
import { madeSession } from './made-session.ts'

/** Sessions of a quarter and how many usually come, by the county's shares of 2023/24. */
const SESSIONS = { Q1: [2464, 19], Q2: [2508, 24], Q3: [2948, 18.9], Q4: [3080, 19.8] } as const

/** How many entries of each kind a year has, besides sessions. */
const HOW_MANY: readonly (readonly [RecordKind, number])[] = [
  ['signposting-contact', 10_000],
  ['volunteer-shift', 6000],
  ['digital-help', 2400],
  ['home-library-round', 1500],
  ['class-visit', 900],
  ['business-support', 600],
  ['issues-month', 500],
  ['door-visits', 500],
  ['card-activation', 450],
  ['summer-reading-week', 430],
  ['social-referral', 400],
  ['place-action', 320],
  ['outreach-contact', 300],
  ['idea', 120],
  ['membership-drive', 90],
  ['business-follow-up', 80],
  ['outage', 60],
]

/** For the whole county rather than a site. */
const COUNTY_KINDS: readonly (readonly [RecordKind, number])[] = [
  ['heritage-online', 12],
  ['volunteer-survey', 1],
]

/** A year of a county that never was: real sites, presets and seasons, made-up people. */
export function makeYear(reference: Reference, seed: number): readonly MadeRecord[] {
  const chance = chanceOf(seed)
  const sites = placesToRecord(reference)
  const presets = reference.records.flatMap(({ id, kind, body }) => {
    const read = kind === 'preset' ? readBody('preset', body) : null
    return read === null ? [] : [{ id, body: read }]
  })
  const sessions = QUARTERS.flatMap((quarter) => {
    const [howMany, usualSize] = SESSIONS[quarter]
    return Array.from(
      { length: howMany },
      (): MadeRecord => ({
        kind: 'event-session',
        scope: chance.pick(sites),
        body: madeSession(chance, chance.pick(presets), chance.dayIn(quarter), usualSize),
      }),
    )
  })
  return [
    ...sessions,
    ...HOW_MANY.flatMap(([kind, howMany]) => many(chance, kind, howMany, () => chance.pick(sites))),
    ...COUNTY_KINDS.flatMap(([kind, howMany]) => many(chance, kind, howMany, () => 'authority')),
    ...registrations(chance),
    ...lists(chance, sites),
  ]
}

function placesToRecord({ records }: Reference): readonly string[] {
  return records.flatMap(({ id, kind, body }) => {
    const site = kind === 'site' ? readBody('site', body) : null
    return site !== null && recordsHere(site) ? [id] : []
  })
}

function many(
  chance: Chance,
  kind: RecordKind,
  howMany: number,
  scopeOf: () => string,
): readonly MadeRecord[] {
  const make = MADE[kind]
  if (make === undefined) throw new RangeError(`no ${kind} is made up`)
  return Array.from({ length: howMany }, () => {
    const scope = scopeOf()
    return { kind, scope, body: make(chance, scope) }
  })
}

/** Cards given in the made year and in the one before, which their use lags behind. */
function registrations(chance: Chance): readonly MadeRecord[] {
  return Array.from({ length: 24 }, (_, month) =>
    ['abingdon', 'banbury', 'oxford', 'didcot'].map((office): MadeRecord => {
      const on = new Date(Date.UTC(2021, 3 + month, 1)).toISOString().slice(0, 7)
      const birthsRegistered = chance.whole(60, 220)
      return {
        kind: 'registration-batch',
        scope: 'authority',
        body: {
          month: on,
          officeId: `registration-office/${office}`,
          birthsRegistered,
          cardsIssued: chance.whole(0, Math.floor(birthsRegistered / 2)),
        },
      }
    }),
  ).flat()
}

function lists(chance: Chance, sites: readonly string[]): readonly MadeRecord[] {
  const dayOf = () => addDays(localDate('2020-01-01'), chance.whole(0, 1500))
  return [
    ...numbered('volunteer', VOLUNTEERS, () => [chance.pick(sites), {}]),
    ...numbered('school', 300, () => ['authority', { nearestSiteId: chance.pick(sites) }]),
    ...numbered('agreement', 160, () => [
      chance.pick(['authority', ...sites]),
      {
        subType: chance.pick(['community', 'friends', 'museum', 'co-location', 'funding']),
        startsOn: chance.often(0.1) ? null : dayOf(),
        signedOn: chance.often(0.2) ? null : dayOf(),
        reviewDue: chance.often(0.1) ? null : dayOf(),
        reviewedOn: chance.often(0.3) ? null : dayOf(),
        fundingPence: chance.often(0.5) ? null : chance.whole(0, 5_000_000),
      },
    ]),
    ...numbered('access-profile', 60, (number) => [
      sites[number % sites.length] ?? 'site/abingdon',
      {
        fromDay: dayOf(),
        untilDay: chance.often(0.6) ? null : addDays(localDate('2022-06-01'), chance.whole(0, 300)),
        staffed: { mon: 15 * chance.whole(0, 36), thu: 480 },
        unstaffed: chance.often(0.3) ? { sat: 15 * chance.whole(1, 20) } : {},
        hasOpenPlus: chance.often(0.3),
      },
    ]),
    ...numbered('climate-service', 12, () => [
      'authority',
      chance.often(0.6) ? { stage: 'final', finalOn: dayOf() } : { stage: 'draft', finalOn: null },
    ]),
  ]
}

function numbered(
  kind: RecordKind,
  howMany: number,
  make: (number: number) => readonly [string, MadeRecord['body']],
): readonly MadeRecord[] {
  return Array.from({ length: howMany }, (_, index) => {
    const [scope, body] = make(index)
    return { kind, scope, body, id: kind === 'volunteer' ? `volunteer-${index + 1}` : `${kind}/${index + 1}` }
  })
}
