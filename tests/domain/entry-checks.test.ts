import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CheckContext, type Neighbour, type WarningCode } from '#domain/records/checks/warning.ts'
import { usualOf, warningsOf } from '#domain/records/checks/entry-checks.ts'
import { warningInWords } from '#domain/records/checks/warning-words.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { type Body, definitionOf, registry } from '#domain/records/registry.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { aSession, counted } from '#support/sessions.ts'

const today = localDate('2026-10-15')
const NOTHING: CheckContext = { today, figures: [], sameDay: [], ownId: null, ordinary: '' }

const codes = (kind: string, body: Body, context: Partial<CheckContext> = {}): readonly WarningCode[] =>
  warningsOf(kind, body, { ...NOTHING, ...context }).map(({ code }) => code)
const ofSession = (part: Partial<WrittenSession>, context: Partial<CheckContext> = {}) =>
  codes('event-session', aSession(part), context)
const ofKind = (kind: string, part: Body) => codes(kind, { ...definitionOf(kind)?.example, ...part })

test('an ordinary session has nothing to look at again', () => {
  expect(ofSession({})).toEqual([])
})

test('a split that differs from the total given beside it is pointed out, in whichever direction', () => {
  const split = (stated: number | null): WrittenSession['counts'] => ({
    door: { split: 'age', byAge: { '0-4': 8, '25-64': 4 }, stated },
  })
  expect(ofSession({ counts: split(14) })).toEqual(['split-differs'])
  expect(ofSession({ counts: split(12) })).toEqual([])
  expect(ofSession({ counts: split(null) })).toEqual([])
})

test('a figure ten times the usual is pointed out, unless it is small all the same', () => {
  expect(ofSession({ counts: counted(160) }, { figures: [16, 15, 16, 17] })).toEqual(['ten-times'])
  expect(ofSession({ counts: counted(159) }, { figures: [16, 15, 16, 17] })).toEqual([])
  expect(ofSession({ counts: counted(20) }, { figures: [2, 2, 2, 2] })).toEqual([])
  expect(ofSession({ counts: counted(160) }, { figures: [16, 15] })).toEqual([])
})

test('the usual is the middle of several figures, and unknown of a few', () => {
  expect(usualOf([12, 300, 14, 16, 15])).toBe(15)
  expect(usualOf([12, 14, 16])).toBeNull()
})

test('a note that looks as if it names a person is pointed out', () => {
  expect(ofSession({ note: 'Ring Mrs Jones on 01865 123456' })).toEqual(['note-about-person'])
  expect(ofSession({ note: 'The heating was off' })).toEqual([])
})

test('a day to come and a day over 60 days ago are pointed out', () => {
  expect(ofSession({ day: addDays(today, 1) })).toEqual(['day-to-come'])
  expect(ofSession({ day: addDays(today, -60) })).toEqual([])
  expect(ofSession({ day: addDays(today, -61) })).toEqual(['day-long-ago'])
})

test('a month’s figures are never late: they are put in when the month is over', () => {
  expect(ofKind('issues-month', { month: '2026-06' })).toEqual([])
})

test('a month’s figure that the months before have to the last digit is pointed out', () => {
  const month = { month: '2026-09', issues: 1228, selfService: null }
  const flat = { figures: [1228, 1228, 1228] }
  expect(codes('issues-month', month, flat)).toEqual(['same-each-month'])
  expect(codes('issues-month', month, { figures: [1228, 1228] })).toEqual([])
  expect(codes('issues-month', { ...month, issues: 0 }, { figures: [0, 0, 0] })).toEqual([])
  expect(ofSession({}, { figures: [14, 14, 14] }), 'sessions of one size are ordinary').toEqual([])
})

test('more booked than there are places is pointed out', () => {
  expect(ofSession({ capacity: 12, booked: 13 })).toEqual(['more-booked-than-places'])
  expect(ofSession({ capacity: 12, booked: 12 })).toEqual([])
  expect(ofSession({ capacity: null, booked: 12 })).toEqual([])
})

test('ages that leave out the whole audience are pointed out; that others came too is ordinary', () => {
  const came = (byAge: Record<string, number>): WrittenSession['counts'] => ({
    door: { split: 'age', byAge, stated: null },
  })
  expect(ofSession({ audience: '0-4', counts: came({ '65+': 9 }) })).toEqual(['ages-contradict'])
  expect(ofSession({ audience: '0-4', counts: came({ '0-4': 8, '25-64': 9 }) })).toEqual([])
  expect(ofSession({ audience: '0-4', counts: came({ '25-64': 9, unknown: 2 }) })).toEqual([])
  expect(ofSession({ audience: 'adult', counts: came({ '65+': 9 }) })).toEqual([])
  expect(ofSession({ audience: 'all', counts: came({ '65+': 9 }) })).toEqual([])
})

describe('two sessions of one site that look like one', () => {
  const other = (part: Partial<WrittenSession> = {}): Neighbour => ({
    id: 'other',
    kind: 'event-session',
    body: aSession(part),
  })

  test('are pointed out when day, preset, start and name are the same', () => {
    expect(ofSession({}, { sameDay: [other()] })).toEqual(['looks-double'])
    expect(ofSession({}, { sameDay: [other({ counts: counted(3) })] })).toEqual(['looks-double'])
    expect(ofSession({}, { sameDay: [other({ startTime: '14:00' })] })).toEqual([])
    expect(ofSession({}, { sameDay: [other({ presetId: 'preset/garden' })] })).toEqual([])
    expect(ofSession({}, { sameDay: [other({ title: 'Rhyme Time upstairs' })] })).toEqual([])
  })

  test('are not, once somebody has said of either that both are right', () => {
    expect(ofSession({ notDoubleIds: ['other'] }, { sameDay: [other()] })).toEqual([])
    const said = { sameDay: [other({ notDoubleIds: ['own'] })], ownId: 'own' }
    expect(ofSession({}, said)).toEqual([])
  })

  test('an entry does not look like itself', () => {
    expect(ofSession({}, { sameDay: [other()], ownId: 'other' })).toEqual([])
  })
})

test('figures of one entry that contradict each other are pointed out', () => {
  expect(ofKind('home-library-round', { due: 9, made: 8, missed: { unwell: 2 } })).toEqual([
    'round-does-not-add-up',
  ])
  expect(ofKind('home-library-round', { due: 9, made: 8, missed: {} }), 'why is not always said').toEqual([])
  expect(ofKind('home-library-round', { due: 9, made: 10, missed: {} })).toEqual(['round-does-not-add-up'])
  expect(ofKind('registration-batch', { cardsOffered: 50, cardsIssued: 40, declined: 20 })).toEqual([
    'more-cards-than-offered',
  ])
  expect(ofKind('issues-month', { issues: 10, selfService: 11 })).toEqual(['more-self-service-than-issues'])
  expect(ofKind('door-visits', { untilDay: '2026-10-01' })).toEqual(['until-before-from'])
  expect(ofKind('door-visits', { multiplierTenths: null })).toEqual(['sample-without-multiplier'])
  expect(ofKind('volunteer-shift', { status: 'no-show' })).toEqual(['hours-without-coming'])
  expect(ofKind('volunteer-survey', { answered: 10, bySex: { female: 11 } })).toContain('more-than-answered')
})

test('every example is an entry with nothing to look at again', () => {
  const later = localDate('2027-03-01')
  for (const { kind, example, form } of registry) {
    if (form === undefined) continue
    const found = codes(kind, example, { today: later }).filter((code) => code !== 'day-long-ago')
    expect(found, kind).toEqual([])
  }
})

test('whatever an entry says, looking it over neither fails nor refuses it', () => {
  const junk = fc.dictionary(
    fc.constantFrom('day', 'note', 'counts', 'due', 'made', 'missed', 'capacity', 'booked', 'title'),
    fc.anything(),
  )
  fc.assert(
    fc.property(fc.constantFrom(...registry), junk, ({ kind, example }, part) => {
      for (const warning of warningsOf(
        kind,
        { ...example, ...part },
        { ...NOTHING, figures: [3, 3, 3, 3, 3] },
      )) {
        expect(warningInWords(warning)).not.toBe('')
      }
    }),
  )
})
