import { describe, expect, test } from 'vitest'
import { contributionsOf, loggedEntry } from '#domain/measures/contributions.ts'
import { reachContributionsOf } from '#domain/measures/reach-contributions.ts'
import { samePerson } from '#domain/records/kinds/volunteer.ts'
import { type Body, checkBody, definitionOf } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'

const SCOPE = 'site/thame'
const DAY = localDate('2026-10-14')

/** An entry of a kind like its example, but for what is said; a real record, unless it is to be none. */
function bodyOf(kind: string, changes: Body): Body {
  const body = { ...definitionOf(kind)?.example, ...changes }
  expect(checkBody(kind, body)).toMatchObject({ ok: true })
  return body
}

/** What an entry adds, as "amount" or "amount basis" by component. */
function adds(kind: string, changes: Body = {}): Readonly<Record<string, number | string | null>> {
  const of = contributionsOf({ kind, scope: SCOPE, day: DAY, body: bodyOf(kind, changes) })
  const keys = of.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  return Object.fromEntries(
    of.map(({ key, amount, basis }) => [key, basis === undefined ? amount : `${amount} ${basis}`]),
  )
}

/** The same of a session, without whom it reached and without the parts of the plan. */
function sessionAdds(changes: Body): Readonly<Record<string, number | string | null>> {
  const PLACED = /^(all$|primary:|also:|preset:|action:|activity:|reached)/
  return Object.fromEntries(
    Object.entries(adds('event-session', changes)).filter(([key]) => !PLACED.test(key)),
  )
}

/** Of what a session adds, whom it reached. */
function reached(changes: Body): Readonly<Record<string, number | string | null>> {
  return Object.fromEntries(
    Object.entries(adds('event-session', changes)).filter(([key]) => key.startsWith('reached')),
  )
}

const byAge = (ages: Readonly<Record<string, number>>) => ({
  counts: { front: { split: 'age', byAge: ages, stated: null } },
})
const onPad = (byReturn: Readonly<Record<string, number>>) => ({
  counts: { pad: { split: 'return', byReturn } },
})
const plain = (total: number) => ({ counts: { 'door-1': { split: 'none', total } } })

describe('a session', () => {
  test('adds those who came once to all, to its site and to each part of the plan it is placed at', () => {
    expect(adds('event-session', { alsoPriorityIds: ['priority/7', 'priority/3', 'priority/3'] })).toEqual({
      all: 14,
      'primary:priority/7': 14,
      'preset:preset/baby-toddler-rhyme': 14,
      'also:priority/3': 14,
      'action:action/SDP22-21': 14,
      'activity:activity/1.1': 14,
      'activity:activity/1.2': 14,
      'session-at:site/thame': 14,
      'under-five': 14,
      'reached-at:site/thame': 14,
      reached: 14,
      'reached-meant:0-4': 14,
      'reached-squares:audience': 196,
    })
  })

  test.each([
    ['cancelled', { heldState: 'cancelled', counts: {} }],
    ['only hired the room', { runBy: 'hired' }],
    ['was come to by nobody', plain(0)],
  ])('that %s adds nothing to the plan', (_what, changes) => {
    expect(sessionAdds(changes)).toEqual({})
    expect(adds('event-session', changes)).not.toHaveProperty('all')
  })

  test('held and not counted is a session whose attendances are missing', () => {
    expect(adds('event-session', { counts: {} })).toMatchObject({
      all: null,
      'session-at:site/thame': null,
      'under-five': null,
    })
  })

  test('says how it was counted, where it was not simply counted', () => {
    expect(sessionAdds({ countMethod: 'estimated' })).toEqual({
      'session-at:site/thame': '14 estimated',
      'under-five': '14 estimated',
    })
    expect(sessionAdds({ countMethod: 'sampled' })).toMatchObject({ 'under-five': '14 sampled' })
    expect(sessionAdds({ countMethod: 'register' })).toMatchObject({ 'under-five': 14 })
  })

  test('is targeted where it is for a group, and carer-aware for carers, disabled people and by its preset', () => {
    const own = { audience: 'adult' }
    const at = { 'session-at:site/thame': 14 }
    expect(sessionAdds(own)).toEqual(at)
    expect(sessionAdds({ ...own, targetGroupIds: ['target-group/men'] })).toEqual({ ...at, targeted: 14 })
    for (const group of ['target-group/carers', 'target-group/disabled-people']) {
      const groups = { ...own, targetGroupIds: ['target-group/men', group] }
      expect(sessionAdds(groups)).toEqual({ ...at, targeted: 14, 'carer-aware': 14 })
    }
    expect(sessionAdds({ ...own, presetId: 'preset/carers-reminiscence' })).toEqual({
      ...at,
      'carer-aware': 14,
    })
  })

  test('counts under fives by age where any door counted by age, whomever it was for', () => {
    expect(sessionAdds({ ...byAge({ '0-4': 6, '25-64': 5 }), audience: 'adult' })).toMatchObject({
      'under-five': 6,
    })
    expect(sessionAdds(byAge({ '25-64': 5 }))).toEqual({ 'session-at:site/thame': 5 })
    expect(sessionAdds(byAge({ '0-4': 0, '25-64': 5 }))).toEqual({ 'session-at:site/thame': 5 })
    const twoDoors = { counts: { ...plain(9).counts, ...byAge({ '0-4': 2 }).counts } }
    expect(sessionAdds(twoDoors)).toMatchObject({ 'under-five': 2 })
  })

  test('for under fives that did not count ages takes off those who brought somebody, and never more than came', () => {
    expect(sessionAdds({ accompanying: 5 })).toMatchObject({ 'under-five': 9 })
    expect(sessionAdds({ accompanying: 20 })).toMatchObject({ 'under-five': 0 })
    expect(sessionAdds({ audience: '5-11', accompanying: 5 })).toEqual({ 'session-at:site/thame': 14 })
  })

  test('counted on a pad knows its children from its adults', () => {
    expect(sessionAdds({ ...onPad({ 'under-12': 8, '18+': 7 }), accompanying: 2 })).toMatchObject({
      'session-at:site/thame': 15,
      'under-five': 8,
    })
    expect(sessionAdds(onPad({ '18+': 7 }))).toMatchObject({ 'under-five': 0 })
    const withDoor = {
      counts: { ...onPad({ 'under-12': 8 }).counts, ...plain(3).counts },
    }
    expect(sessionAdds(withDoor)).toMatchObject({ 'session-at:site/thame': 11, 'under-five': 8 })
  })

  test('that asked who was new sets their hands against those who came, and only where both were counted', () => {
    expect(sessionAdds({ audience: 'adult', firstTimers: 3 })).toEqual({
      'session-at:site/thame': 14,
      'first-timers': 3,
      'first-timers-asked': 14,
    })
    expect(sessionAdds({ audience: 'adult', firstTimers: 0, countMethod: 'estimated' })).toMatchObject({
      'first-timers': '0 estimated',
      'first-timers-asked': '14 estimated',
    })
    expect(sessionAdds({ audience: 'adult', firstTimers: 3, counts: {} })).toEqual({
      'session-at:site/thame': null,
    })
    expect(sessionAdds({ audience: 'adult' })).not.toHaveProperty('first-timers')
  })
})

describe('whom a session reached', () => {
  test('is by age where it was counted so, the rest by whom it was for', () => {
    const counts = {
      a: { split: 'age', byAge: { '0-4': 4, '25-64': 1 }, stated: null },
      b: { split: 'none', total: 7 },
    }
    expect(reached({ counts, accompanying: 3 })).toEqual({
      'reached-at:site/thame': 12,
      reached: 12,
      'reached-aged:0-4': 4,
      'reached-aged:18+': 1,
      'reached-meant:0-4': 4,
      'reached-meant:18+': 3,
      'reached-squares:split': 25,
      'reached-squares:audience': 144,
    })
  })

  test('is nobody’s age where it was for all and ages were not counted', () => {
    expect(reached({ audience: 'all' })).toEqual({ 'reached-at:site/thame': 14, reached: 14 })
  })

  test('is not known where nobody counted', () => {
    expect(reached({ counts: {} })).toEqual({ 'reached-at:site/thame': null, reached: null })
  })

  test('is nobody where it did not take place or the room was hired, and its site is known to log sessions', () => {
    expect(reached({ heldState: 'cancelled', counts: {} })).toEqual({ 'reached-at:site/thame': 0 })
    expect(reached({ runBy: 'hired' })).toEqual({ 'reached-at:site/thame': 0 })
  })

  test('is known of a session in which another field has a value of a later build', () => {
    const body = { ...definitionOf('event-session')?.example, format: 'in-orbit' }
    expect(checkBody('event-session', body).ok).toBe(false)
    const of = contributionsOf({ kind: 'event-session', scope: SCOPE, day: DAY, body })
    expect(of).toEqual([
      { key: 'reached-at:site/thame', amount: 14 },
      { key: 'reached', amount: 14 },
      { key: 'reached-meant:0-4', amount: 14 },
      { key: 'reached-squares:audience', amount: 196 },
    ])
  })

  test('is read apart from the rest of an entry, of outreach and digital help too, and of nothing else', () => {
    const of = (kind: string, changes: Body = {}) => {
      const part = reachContributionsOf({ kind, scope: SCOPE, body: bodyOf(kind, changes) })
      return Object.fromEntries(part.map(({ key, amount }) => [key, amount]))
    }
    expect(of('event-session')).toEqual(reached({}))
    expect(of('outreach-contact')).toEqual({ 'met-in:E00000001': 35 })
    expect(of('outreach-contact', { lsoaCode: null })).toEqual({ 'met-in:': 35 })
    expect(of('digital-help', { people: 3 })).toEqual({ 'helped-at:site/thame': 3 })
    expect(of('volunteer-shift')).toEqual({})
    const unreadable = { kind: 'event-session', scope: SCOPE, body: { heldState: 'held' } }
    expect(reachContributionsOf(unreadable)).toEqual([])
  })
})

describe('an hour given', () => {
  test('by a group counts for each of them, and for nobody by name', () => {
    expect(adds('volunteer-shift')).toEqual({
      'volunteer-minutes': 270,
      'volunteer-minutes-in:volunteer-role/garden': 270,
      volunteer: null,
    })
  })

  test('by one person counts that person once, whichever of their records is named', () => {
    const one = { people: 1, isUnder25: true }
    const volunteerId = samePerson('volunteer-1', '2')
    const theirs = {
      'volunteer-minutes': 90,
      'volunteer-minutes-in:volunteer-role/garden': 90,
      'young-minutes': 90,
      'volunteer:volunteer-1': 1,
      'young-volunteer:volunteer-1': 1,
    }
    expect(adds('volunteer-shift', { ...one, volunteerId: 'volunteer-1' })).toEqual(theirs)
    expect(adds('volunteer-shift', { ...one, volunteerId })).toEqual(theirs)
    expect(adds('volunteer-shift', { ...one, isUnder25: false, volunteerId })).toEqual({
      'volunteer-minutes': 90,
      'volunteer-minutes-in:volunteer-role/garden': 90,
      'volunteer:volunteer-1': 1,
    })
  })

  test('by young people of a group counts as theirs, and names none', () => {
    expect(adds('volunteer-shift', { isUnder25: true })).toEqual({
      'volunteer-minutes': 270,
      'volunteer-minutes-in:volunteer-role/garden': 270,
      'young-minutes': 270,
      volunteer: null,
    })
  })

  test('that was estimated says so, and one that nobody came for is none', () => {
    expect(adds('volunteer-shift', { source: 'estimate' })).toMatchObject({
      'volunteer-minutes': '270 estimated',
    })
    expect(adds('volunteer-shift', { status: 'no-show' })).toEqual({})
  })
})

describe('a conversation', () => {
  test('is a contact from very brief on, and passed on where somebody was sent or referred', () => {
    expect(adds('signposting-contact')).toEqual({ contact: 1, 'contact-passed-on': 1 })
    expect(adds('signposting-contact', { action: 'referred' })).toEqual({
      contact: 1,
      'contact-passed-on': 1,
    })
    expect(adds('signposting-contact', { action: 'not-wanted' })).toEqual({ contact: 1 })
    expect(adds('signposting-contact', { depth: 'chat-started' })).toEqual({})
  })

  test('about caring counts for carers unless it was not wanted', () => {
    expect(adds('signposting-contact', { topic: 'caring' })).toMatchObject({ 'caring-contact': 1 })
    expect(adds('signposting-contact', { topic: 'caring', action: 'not-wanted' })).toEqual({ contact: 1 })
  })

  test('about travel is help with travel, be it only begun', () => {
    expect(adds('signposting-contact', { topic: 'travel' })).toEqual({
      contact: 1,
      'contact-passed-on': 1,
      'travel-contact': 1,
    })
    expect(adds('signposting-contact', { topic: 'travel', depth: 'chat-started' })).toEqual({
      'travel-contact': 1,
    })
  })
})

describe('other work with people', () => {
  test('a referral is taken up by who came to the first meeting', () => {
    expect(adds('social-referral')).toEqual({ referral: 1, 'referral-came': 1 })
    expect(adds('social-referral', { attendedFirst: 'no' })).toEqual({ referral: 1 })
  })

  test('digital help is done unless a next step is needed, and some of it is about travel', () => {
    expect(adds('digital-help', { people: 2 })).toEqual({
      'digital-help': 2,
      'helped-at:site/thame': 2,
      'digital-did-it': 2,
    })
    expect(adds('digital-help', { people: 2, task: 'travel', result: 'next-step' })).toEqual({
      'digital-help': 2,
      'helped-at:site/thame': 2,
      'digital-travel': 2,
    })
  })

  test('a survey tells of each question who is in the group and who answered, and of one nobody answered nothing', () => {
    expect(
      adds('volunteer-survey', {
        byEthnicity: { white: 10, asian: 1, black: 2, mixed: 3, other: 4, 'not-said': 5 },
        byDisability: { disabled: 3, 'not-disabled': 4, 'not-said': 9 },
        byCaring: { carer: 2, 'not-carer': 6 },
        byLanguage: { english: 7, other: 1 },
      }),
    ).toEqual({
      'survey-ethnicity': 10,
      'survey-ethnicity-answered': 20,
      'survey-disability': 3,
      'survey-disability-answered': 7,
      'survey-caring': 2,
      'survey-caring-answered': 8,
      'survey-language': 1,
      'survey-language-answered': 8,
    })
    const nobody = { byEthnicity: { 'not-said': 5 }, byDisability: {}, byCaring: null, byLanguage: null }
    expect(adds('volunteer-survey', nobody)).toEqual({})
    expect(adds('volunteer-survey', { ...nobody, byCaring: { 'not-carer': 4 } })).toEqual({
      'survey-caring': 0,
      'survey-caring-answered': 4,
    })
  })

  test('an idea counts once it is done and those who had it were told', () => {
    expect(adds('idea')).toEqual({ 'told-back': 1 })
    expect(adds('idea', { isToldBack: false })).toEqual({})
    expect(adds('idea', { state: 'raised', did: null, isToldBack: true })).toEqual({})
  })
})

describe('work outside and for business', () => {
  test('help for business is told apart by its sort, and is a session at its point where somebody met', () => {
    expect(adds('business-support', { people: 6, supportType: 'workshop', pointId: null })).toEqual({
      'business:workshop': 6,
      'support-at:site/thame': 6,
    })
    for (const supportType of ['one-to-one', 'networking', 'co-working']) {
      expect(adds('business-support', { supportType })).toEqual({
        [`business:${supportType}`]: 1,
        'support-at:site/harrow-light': 1,
      })
    }
    expect(adds('business-support', { supportType: 'enquiry' })).toEqual({ 'business:enquiry': 1 })
  })

  test('an answer afterwards says whether a business was started', () => {
    expect(adds('business-follow-up')).toEqual({ 'follow-up': 1, 'follow-up-started': 1 })
    expect(adds('business-follow-up', { started: 'not-started' })).toEqual({ 'follow-up': 1 })
  })

  test('outreach counts those met, at its site and where they live', () => {
    expect(adds('outreach-contact')).toEqual({
      outreach: 35,
      'outreach-at:site/thame': 35,
      'met-in:E00000001': 35,
    })
  })

  test('a round counts visits made and due, the readers on its register, and whether it burnt nothing', () => {
    const low = { round: 1, 'round-low-carbon': 1, 'round-made': 8, 'round-due': 9 }
    const readers = { 'round-readers:site/thame WYC-2|8': 8 }
    for (const mode of ['foot', 'cycle', 'bus', 'car-electric']) {
      expect(adds('home-library-round', { mode })).toEqual({ ...low, ...readers })
    }
    expect(adds('home-library-round', { mode: 'car-petrol', readers: null })).toEqual({
      round: 1,
      'round-made': 8,
      'round-due': 9,
      'round-readers': null,
    })
  })
})

describe('membership and place', () => {
  test('cards issued at birth, and first used', () => {
    expect(adds('registration-batch')).toEqual({ births: 210, 'cards-issued': 64 })
    expect(adds('card-activation')).toEqual({ 'cards-first-used': 2 })
  })

  test('a visit reaches a school, by its place in the list or else by its name however it was typed', () => {
    expect(adds('class-visit', { schoolId: 'school/1' })).toEqual({ pupils: 28, 'school:school/1': 1 })
    expect(adds('class-visit', { schoolName: ' Fennick PRIMARY School ' })).toEqual({
      pupils: 28,
      'school:fennick primary school': 1,
    })
    expect(adds('class-visit', { schoolName: null })).toEqual({ pupils: 28, school: null })
    expect(adds('class-visit', { direction: 'loan-box' })).toEqual({})
  })

  test('a week of summer reading counts who began and who finished', () => {
    expect(adds('summer-reading-week')).toEqual({ 'reading-starters': 46, 'reading-finishers': 3 })
  })

  test('a thing done for the climate counts at its site once it is done, and a garden session as one', () => {
    const done = (what: string, changes: Body = {}) =>
      adds('place-action', {
        what,
        saving: null,
        savingUnit: null,
        savingSource: null,
        savingConfidence: null,
        ...changes,
      })
    for (const what of ['parking', 'energy', 'lighting', 'waste', 'route', 'display', 'repair']) {
      expect(done(what)).toEqual({ 'carbon-done:site/thame': 1 })
      expect(done(what, { stage: 'approved' })).toEqual({})
    }
    for (const what of ['gate', 'green-space', 'planting']) expect(done(what)).toEqual({})
    expect(done('garden-session')).toEqual({ 'garden-session:site/thame': 1 })
  })

  test('heritage online counts what the public contributed, where that is known', () => {
    expect(adds('heritage-online')).toEqual({ 'heritage-online': 36 })
    expect(adds('heritage-online', { contributions: 0 })).toEqual({ 'heritage-online': 0 })
    expect(adds('heritage-online', { contributions: null })).toEqual({})
  })

  test.each(['membership-drive', 'door-visits', 'issues-month', 'outage', 'story'])(
    '%s adds to no measure',
    (kind) => {
      expect(adds(kind)).toEqual({})
    },
  )
})

test('an entry that this build cannot read adds nothing, and nor does one of a kind it does not know', () => {
  const entry = { scope: SCOPE, day: DAY, body: { people: 'some' } }
  expect(contributionsOf({ ...entry, kind: 'volunteer-shift' })).toEqual([])
  expect(contributionsOf({ ...entry, kind: 'event-session' })).toEqual([])
  expect(contributionsOf({ ...entry, kind: 'kind-of-next-year' })).toEqual([])
})

test('to figures a void record is no entry, nor is one about no day', () => {
  const kept = { kind: 'idea', scope: SCOPE, day: DAY, body: { state: 'new' }, deleted: false }
  expect(loggedEntry(kept)).toEqual({ kind: 'idea', scope: SCOPE, day: DAY, body: { state: 'new' } })
  expect(loggedEntry({ ...kept, deleted: true })).toBeNull()
  expect(loggedEntry({ ...kept, day: null })).toBeNull()
  expect(loggedEntry(undefined)).toBeNull()
})
