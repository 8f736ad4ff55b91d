import type { Body, RecordKind } from '#domain/records/registry.ts'
import { addDays, weekStart } from '#domain/time/local-date.ts'
import { monthOf, QUARTERS } from '#domain/time/quarter.ts'
import type { Chance } from './chance.ts'

/** A record of the made year. What it does not say is as in its kind's example. */
export interface MadeRecord {
  readonly kind: RecordKind
  readonly scope: string
  readonly body: Body
  readonly id?: string
}

const DEPTHS = ['chat-started', 'very-brief', 'very-brief', 'brief']
const TOPICS = ['smoking', 'caring', 'travel', 'loneliness', 'money', 'digital', 'housing', 'other']
const ROLES = ['digital-helper', 'home-library', 'garden', 'heritage', 'rhyme-story', 'events']

/** One entry of a kind at a site, different each time it is asked for. */
export const MADE: Partial<Record<RecordKind, (chance: Chance, site: string) => Body>> = {
  'signposting-contact': (chance) => ({
    day: anyDay(chance),
    topic: chance.pick(TOPICS),
    action: chance.pick(['information', 'signposted', 'referred', 'not-wanted']),
    depth: chance.pick(DEPTHS),
  }),
  'social-referral': (chance) => ({
    day: anyDay(chance),
    attendedFirst: chance.pick(['yes', 'yes', 'no', 'not-yet']),
  }),
  'digital-help': (chance) => ({
    day: anyDay(chance),
    people: chance.whole(1, 4),
    task: chance.pick(['email', 'travel', 'nhs-app', 'printing']),
    result: chance.pick(['alone', 'with-help', 'with-help', 'next-step']),
  }),
  'volunteer-shift': (chance, site) => ({
    day: anyDay(chance),
    // Some give time at two sites: the county counts them once.
    ...(chance.often(0.1)
      ? { volunteerId: null, people: chance.whole(2, 9) }
      : { volunteerId: volunteerAt(site, chance), people: 1 }),
    minutesEach: 15 * chance.whole(2, 16),
    roleId: `volunteer-role/${chance.pick(ROLES)}`,
    hoursType: chance.pick(['service', 'service', 'travel', 'training', 'meeting']),
    status: chance.often(0.05) ? 'no-show' : 'present',
    source: chance.pick(['sign-in', 'rota', 'bulk-month', 'estimate']),
    isUnder25: chance.often(0.15),
  }),
  'card-activation': (chance) => ({ day: anyDay(chance), cardsFirstUsed: chance.whole(0, 4) }),
  'membership-drive': (chance) => ({ day: anyDay(chance) }),
  'class-visit': (chance) => ({
    day: anyDay(chance),
    ...(chance.often(0.85)
      ? { schoolId: `school/${chance.whole(1, 300)}`, schoolName: null }
      : { schoolName: `School ${chance.whole(1, 20)}` }),
    direction: chance.pick(['class-to-library', 'staff-to-school', 'heritage', 'loan-box']),
    pupils: chance.whole(8, 60),
  }),
  'summer-reading-week': (chance) => ({
    weekStarting: weekStart(addDays(chance.dayIn('Q2'), -3)),
    starters: chance.whole(0, 60),
    finishers: chance.whole(0, 40),
  }),
  'business-support': (chance, site) => ({
    day: anyDay(chance),
    supportType: chance.pick(['enquiry', 'one-to-one', 'workshop', 'networking', 'co-working', 'database']),
    people: chance.whole(1, 12),
    pointId: chance.pick([null, site, 'site/banbury', 'site/bicester']),
  }),
  'business-follow-up': (chance) => ({
    day: anyDay(chance),
    started: chance.pick(['started', 'already-trading', 'not-started']),
  }),
  'outreach-contact': (chance) => ({ day: anyDay(chance), contacts: chance.whole(0, 80) }),
  'home-library-round': (chance, site) => {
    const due = chance.whole(4, 14)
    return {
      day: anyDay(chance),
      round: `${site.slice(5, 8).toUpperCase()}-${chance.whole(1, 3)}`,
      due,
      made: Math.max(0, due - chance.whole(0, 3)),
      readers: chance.often(0.2) ? null : due,
      mode: chance.pick(['foot', 'cycle', 'bus', 'car-petrol', 'car-electric', 'council-van']),
    }
  },
  'place-action': (chance) => ({
    day: anyDay(chance),
    what: chance.pick(['garden-session', 'planting', 'energy', 'lighting', 'waste', 'display', 'gate']),
    stage: chance.pick(['idea', 'approved', 'on-site', 'done']),
  }),
  'door-visits': (chance) => {
    const fromDay = anyDay(chance)
    return { fromDay, untilDay: addDays(fromDay, 6), visits: chance.whole(50, 4000) }
  },
  'issues-month': (chance) => ({ month: monthOf(anyDay(chance)), issues: chance.whole(100, 9000) }),
  outage: (chance) => ({ day: anyDay(chance) }),
  'heritage-online': (chance) => ({
    month: monthOf(anyDay(chance)),
    contributions: chance.often(0.2) ? null : chance.whole(0, 60),
  }),
  'volunteer-survey': (chance) => ({
    day: chance.dayIn('Q4'),
    byEthnicity: { white: chance.whole(100, 300), asian: chance.whole(0, 30), black: 4, 'not-said': 12 },
    byCaring: { carer: chance.whole(2, 60), 'not-carer': 190 },
  }),
  idea: (chance) => ({
    day: anyDay(chance),
    state: chance.pick(['raised', 'in-hand', 'done', 'done']),
    isToldBack: chance.often(0.6),
  }),
}

export const VOLUNTEERS = 600

function volunteerAt(site: string, chance: Chance): string {
  // Sites with names of one length share their volunteers.
  const first = site.length * 37
  return `volunteer-${((first + chance.whole(0, 24)) % VOLUNTEERS) + 1}`
}

function anyDay(chance: Chance) {
  return chance.dayIn(chance.pick(QUARTERS))
}
