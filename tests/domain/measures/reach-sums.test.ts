import { expect, test } from 'vitest'
import { RunningSums } from '#domain/measures/month-sums.ts'
import { reachIn } from '#domain/measures/reach-sums.ts'
import { attendanceByAge } from '#domain/place/attendance-by-age.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { type Body, definitionOf, readBody } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { aSession, counted } from '#support/sessions.ts'

interface Entry {
  readonly kind: string
  readonly scope: string
  readonly day: string
  readonly body: Body
}

function monthsOf(entries: readonly Entry[]) {
  const sums = new RunningSums({ everywhere: false })
  for (const { day, ...entry } of entries) sums.addEntry({ ...entry, day: localDate(day) })
  return sums.months()
}

const at = (scope: string, day: string, changes: Partial<WrittenSession>): Entry => ({
  kind: 'event-session',
  scope,
  day,
  body: aSession(changes),
})

const other = (kind: string, scope: string, changes: Body): Entry => ({
  kind,
  scope,
  day: '2026-10-14',
  body: { ...definitionOf(kind)?.example, ...changes },
})

const SESSIONS: readonly Entry[] = [
  at('site/thame', '2026-10-01', { counts: counted(14), accompanying: 4 }),
  at('site/thame', '2026-11-01', {
    counts: { a: { split: 'age', byAge: { '0-4': 3, '5-11': 4, '12-17': 5, '25-64': 6 }, stated: null } },
  }),
  at('site/grove', '2026-11-02', { audience: 'all', counts: counted(9) }),
  at('site/grove', '2026-11-03', { audience: '65+', counts: counted(2) }),
  at('site/grove', '2026-11-04', { counts: {} }),
  at('site/bampton', '2026-11-05', { heldState: 'cancelled', counts: {} }),
]

test('whom sessions reached is the same from their sums as from the sessions themselves', () => {
  const sessions = SESSIONS.flatMap(({ body }) => {
    const read = readBody('event-session', body)
    return read === null ? [] : [read]
  })
  expect(sessions).toHaveLength(SESSIONS.length)
  const { byAge } = reachIn(monthsOf(SESSIONS))
  expect(byAge.split).toEqual(attendanceByAge(sessions, 'split'))
  expect(byAge.audience).toEqual(attendanceByAge(sessions, 'audience'))
  expect(byAge.audience).toEqual({
    sessions: 5,
    notCounted: 1,
    all: 43,
    split: 18,
    byAudience: 16,
    byBand: { '0-4': 13, '5-11': 4, '12-17': 5, '18+': 12 },
    squares: 14 ** 2 + 18 ** 2 + 2 ** 2,
  })
  expect(byAge.split.squares).toBe(18 ** 2)
})

test('attendances are told by site, of every site that logged a session, be it one that did not take place', () => {
  expect(Object.fromEntries(reachIn(monthsOf(SESSIONS)).bySite)).toEqual({
    'site/thame': 32,
    'site/grove': 11,
    'site/bampton': 0,
  })
})

test('outreach is told by where people live and help by where it was given, several months together', () => {
  const entries = [
    other('outreach-contact', 'site/thame', { contacts: 5, lsoaCode: 'E00000001' }),
    { ...other('outreach-contact', 'site/grove', { contacts: 6, lsoaCode: 'E00000001' }), day: '2026-11-01' },
    other('outreach-contact', 'site/thame', { contacts: 7, lsoaCode: null }),
    other('digital-help', 'site/thame', { people: 2 }),
    { ...other('digital-help', 'site/thame', { people: 3 }), day: '2026-11-01' },
  ]
  expect(reachIn(monthsOf(entries)).away).toEqual({
    met: [
      { lsoaCode: 'E00000001', contacts: 11 },
      { lsoaCode: null, contacts: 7 },
    ],
    helped: [{ siteId: 'site/thame', people: 5 }],
  })
})

test('a place whose entries were all taken out again is not told of', () => {
  const sums = new RunningSums({ everywhere: false })
  const [first, , second] = SESSIONS
  if (first === undefined || second === undefined) throw new Error('no sessions')
  for (const { day, ...entry } of [first, second]) sums.addEntry({ ...entry, day: localDate(day) })
  sums.removeEntry({ ...second, day: localDate(second.day) })
  const month = sums.months()
  expect([...reachIn(month).bySite.keys()]).toEqual(['site/thame'])
  // A month kept with a cell of nothing in it says the same.
  const nothing = { entries: 0, amount: 0, notCounted: 0, sampled: 0, estimated: 0 }
  const [kept] = month
  if (kept === undefined) throw new Error('no month')
  const cells = { ...kept.cells, 'reached-at:site/grove': nothing }
  expect([...reachIn([{ cells }]).bySite.keys()]).toEqual(['site/thame'])
})

test('of nothing nothing is told', () => {
  expect(reachIn([])).toMatchObject({
    byAge: { split: { sessions: 0, all: 0 } },
    away: { met: [], helped: [] },
  })
  expect(reachIn([]).bySite.size).toBe(0)
})
