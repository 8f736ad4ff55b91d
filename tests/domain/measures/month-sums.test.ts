import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from '#domain/measures/cell.ts'
import type { LoggedEntry } from '#domain/measures/contributions.ts'
import { differingMonths, EVERYWHERE, RunningSums, withChanges } from '#domain/measures/month-sums.ts'
import { type Body, registry } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'

const logged = registry.filter(({ form }) => form?.offered === 'log')

/** Other values of fields that figures look at, whichever kinds have them. */
const otherBody = fc.record(
  {
    counts: fc.oneof(
      fc.constant({}),
      fc.nat(60).map((total) => ({ 'door-1': { split: 'none', total } })),
      fc
        .nat(30)
        .map((young) => ({ '0': { split: 'age', byAge: { '0-4': young, '25-64': 3 }, stated: null } })),
    ),
    countMethod: fc.constantFrom('counted', 'estimated', 'sampled'),
    heldState: fc.constantFrom('held', 'held', 'cancelled'),
    targetGroupIds: fc.subarray(['target-group/carers', 'target-group/men']),
    firstTimers: fc.option(fc.nat(9)),
    people: fc.integer({ min: 1, max: 9 }),
    volunteerId: fc.constantFrom(null, 'volunteer-1', 'volunteer-2'),
    status: fc.constantFrom('present', 'no-show'),
    source: fc.constantFrom('rota', 'estimate'),
    depth: fc.constantFrom('chat-started', 'brief'),
    readers: fc.option(fc.nat(20)),
    made: fc.nat(20),
    stage: fc.constantFrom('approved', 'done'),
    starters: fc.nat(80),
    isUnder25: fc.boolean(),
  },
  { requiredKeys: [] },
)

const entry: fc.Arbitrary<LoggedEntry> = fc
  .tuple(
    fc.constantFrom(...logged),
    otherBody,
    fc.constantFrom('site/thame', 'site/grove'),
    fc.constantFrom('2026-09-30', '2026-10-01', '2026-10-14', '2027-03-31'),
  )
  .map(([{ kind, example, body }, other, scope, day]) => {
    const known = Object.entries(other).filter(([field]) => Object.hasOwn(body.entries, field))
    const changed: Body = { ...example, ...Object.fromEntries(known) }
    return { kind, scope, day: localDate(day), body: changed }
  })

interface Held {
  readonly entry: LoggedEntry
  readonly isVoid: boolean
}

const step = fc.record({
  what: fc.constantFrom('log', 'log', 'correct', 'void', 'restore'),
  entry,
  pick: fc.nat(),
})

type Kept = Map<string, Readonly<Record<string, Cell>>>

/** Brings kept sums along with one change, as a tablet does in the transaction of the record. */
function bring(kept: Kept, before: Held | undefined, after: Held): void {
  const sums = new RunningSums()
  if (before !== undefined && !before.isVoid) sums.removeEntry(before.entry)
  if (!after.isVoid) sums.addEntry(after.entry)
  for (const { scope, month, cells } of sums.months()) {
    kept.set(`${scope} ${month}`, withChanges(kept.get(`${scope} ${month}`) ?? {}, cells))
  }
}

test('sums brought along with every correction, void and restore equal those worked out anew', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const kept: Kept = new Map()
      const records: Held[] = []
      for (const { what, entry: other, pick } of steps) {
        const index = what === 'log' ? records.length : pick % Math.max(1, records.length)
        const before = records[index]
        if (what !== 'log' && before === undefined) continue
        const standing = before ?? { entry: other, isVoid: false }
        const after: Held =
          what === 'log' || what === 'correct'
            ? { entry: other, isVoid: standing.isVoid }
            : { entry: standing.entry, isVoid: what === 'void' }
        bring(kept, before, after)
        records[index] = after
      }
      const anew = new RunningSums()
      for (const { entry: one, isVoid } of records) if (!isVoid) anew.addEntry(one)
      const expected = anew.months().map(({ scope, month, cells }) => [`${scope} ${month}`, cells])
      const filled = [...kept].filter(([, cells]) => Object.keys(cells).length > 0)
      expect(Object.fromEntries(filled)).toEqual(Object.fromEntries(expected))
    }),
    { numRuns: 300 },
  )
})

test('what is counted otherwise than before changes how it is counted and nothing else', () => {
  const [session] = logged.filter(({ kind }) => kind === 'event-session')
  const of = (countMethod: string): LoggedEntry => ({
    kind: 'event-session',
    scope: 'site/thame',
    day: localDate('2026-10-14'),
    body: { ...session?.example, countMethod },
  })
  const before = new RunningSums()
  before.addEntry(of('estimated'))
  const change = new RunningSums()
  change.removeEntry(of('estimated'))
  change.addEntry(of('counted'))
  const cells = withChanges(before.months()[0]?.cells ?? {}, change.months()[0]?.cells ?? {})
  expect(cells['all']).toEqual({ entries: 1, amount: 14, notCounted: 0, sampled: 0, estimated: 0 })
})

describe('a change of a record', () => {
  const record = (more: object = {}) => ({
    kind: 'outreach-contact',
    scope: 'site/thame',
    day: localDate('2026-10-14'),
    body: { ...registry.find(({ kind }) => kind === 'outreach-contact')?.example },
    deleted: false,
    ...more,
  })
  const sumsOf = (
    before: ReturnType<typeof record> | undefined,
    after: ReturnType<typeof record> | undefined,
  ) => {
    const sums = new RunningSums()
    sums.addChange({ before, after })
    return Object.fromEntries(
      sums.months().map(({ scope, month, cells }) => [`${scope} ${month}`, cells['outreach']?.amount ?? 0]),
    )
  }

  test('adds what is new to its site and to all, and takes out what is gone', () => {
    expect(sumsOf(undefined, record())).toEqual({ 'site/thame 2026-10': 35, [`${EVERYWHERE} 2026-10`]: 35 })
    expect(sumsOf(record(), undefined)).toEqual({ 'site/thame 2026-10': -35, [`${EVERYWHERE} 2026-10`]: -35 })
    expect(sumsOf(record(), record({ deleted: true }))).toMatchObject({ 'site/thame 2026-10': -35 })
    expect(sumsOf(record({ deleted: true }), record())).toMatchObject({ 'site/thame 2026-10': 35 })
  })

  test('moves an entry from one month to another', () => {
    expect(sumsOf(record(), record({ day: localDate('2026-11-02') }))).toMatchObject({
      'site/thame 2026-10': -35,
      'site/thame 2026-11': 35,
    })
  })

  test('of a record about no day, or of none, changes no sum', () => {
    expect(sumsOf(undefined, record({ day: null }))).toEqual({})
    expect(sumsOf(undefined, undefined)).toEqual({})
  })
})

describe('months that differ from what they come to', () => {
  const cell = (amount: number): Cell => ({ entries: 1, amount, notCounted: 0, sampled: 0, estimated: 0 })
  const month = (scope: string, of: string, cells: Readonly<Record<string, Cell>>) => ({
    scope,
    month: of,
    cells,
  })

  test('are named by site and month, in order, whichever side has more', () => {
    const kept = [
      month('site/thame', '2026-11', { all: cell(3) }),
      month('site/thame', '2026-10', { all: cell(1), outreach: cell(2) }),
      month('site/grove', '2026-10', { all: cell(5) }),
      month('site/bampton', '2026-09', { all: cell(4) }),
    ]
    const anew = [
      month('site/bampton', '2026-09', { all: cell(4) }),
      month('site/thame', '2026-10', { all: cell(1), outreach: cell(3) }),
      month('site/grove', '2026-10', { all: cell(5), outreach: cell(1) }),
      month('site/grove', '2026-08', { all: cell(1) }),
    ]
    expect(differingMonths(kept, anew)).toEqual([
      { scope: 'site/grove', month: '2026-08' },
      { scope: 'site/thame', month: '2026-10' },
      { scope: 'site/grove', month: '2026-10' },
      { scope: 'site/thame', month: '2026-11' },
    ])
  })

  test('are none where both sides say the same, in whatever order', () => {
    const one = month('site/thame', '2026-10', { all: cell(1), outreach: cell(2) })
    const other = month('site/thame', '2026-11', { all: cell(1) })
    expect(differingMonths([one, other], [other, one])).toEqual([])
    expect(differingMonths([], [])).toEqual([])
  })
})
