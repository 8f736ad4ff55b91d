import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differingMonths, type MonthSums, RunningSums } from '#domain/measures/month-sums.ts'
import { localDate } from '#domain/time/local-date.ts'
import { buildMissingSums } from '#server/figures/build-sums.ts'
import type { Reference } from '#server/reference/read-reference.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Operation } from '#sync/operation.ts'
import { dumpOf } from '#support/server.ts'
import { openServer } from '#support/server-open.ts'
import { smallReference } from '#support/server-reference.ts'
import { enrolTablet, type TestTablet } from '#support/server-tablet.ts'
import { onEveryStore } from '#support/stores.ts'

const SITES = ['site/abingdon', 'site/wychwood'] as const

const arbitraryStep = fc.record({
  who: fc.nat(1),
  site: fc.constantFrom(...SITES),
  what: fc.constantFrom('log', 'log', 'shift', 'correct', 'late', 'void', 'restore', 'move'),
  people: fc.nat(40),
  month: fc.constantFrom('2025-09', '2025-10'),
  pick: fc.nat(),
})
type Step = typeof arbitraryStep extends fc.Arbitrary<infer One> ? One : never

/** One thing that somebody does; late ones have seen the record only as it was made, and lose against others. */
function operationOf(tablet: TestTablet, step: Step, logged: Operation[]): Operation {
  const { what, site: scope, people, month, pick } = step
  const day = localDate(`${month}-14`)
  const counts = { 'counts/door-1': { split: 'none', total: people } }
  const before = logged[pick % Math.max(1, logged.length)]
  if (before === undefined || what === 'log' || what === 'shift') {
    const isShift = what === 'shift'
    const more = isShift ? { kind: 'volunteer-shift', scope } : { scope }
    const made = tablet.create({ day, ...(isShift ? { people: (people % 9) + 1 } : {}) }, more)
    logged.push(made)
    return made
  }
  const rev = what === 'late' ? 1 : 50
  switch (what) {
    case 'void':
    case 'restore':
      return tablet.change(before, { rev, action: what })
    case 'move':
      return tablet.change(before, { rev, set: { day }, was: { day: '2025-10-01' } })
    case 'correct':
    case 'late':
      return before.kind === 'event-session'
        ? tablet.change(before, { rev, set: counts, was: { 'counts/door-1': null } })
        : tablet.change(before, { rev, set: { people: (people % 9) + 1 }, was: { people: 99 } })
  }
}

/** Of a service of its own: stores of one test file share a database. */
function aReference(): Reference {
  return { ...smallReference(), service: { id: `service-${randomUUID()}`, name: 'Testshire' } }
}

async function keptIn(store: RecordStore): Promise<readonly MonthSums[] | null> {
  return store.readFeed((feed) => feed.sums({}))
}

async function workedOut(store: RecordStore): Promise<readonly MonthSums[]> {
  const sums = new RunningSums({ everywhere: false })
  for (const after of await store.recordsAfter('', 10_000)) sums.addChange({ before: undefined, after })
  return sums.months()
}

onEveryStore(({ open }) => {
  const aServer = () => openServer({ reference: aReference(), openStore: (id) => open(id) })

  test('kept sums equal those worked out anew, after any history of corrections, voids and conflicts', async () => {
    const server = await aServer()
    const tablets = [await enrolTablet(server, 'county'), await enrolTablet(server, 'county')]
    const logged: Operation[] = []
    const outcomes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryStep, { minLength: 1, maxLength: 30 }), async (steps) => {
        for (const who of [0, 1] as const) {
          const tablet = tablets[who]
          const own = steps.filter((step) => step.who === who)
          if (tablet === undefined || own.length === 0) continue
          const receipts = await tablet.push(own.map((step) => operationOf(tablet, step, logged)))
          for (const { outcome } of receipts) outcomes.add(outcome.outcome)
        }
        const kept = await keptIn(server.store)
        expect(kept).not.toBeNull()
        expect(differingMonths(kept ?? [], await workedOut(server.store))).toEqual([])
      }),
      // The same every time, so that it is sure to hold conflicts.
      { numRuns: 12, seed: 7 },
    )
    expect([...outcomes].toSorted()).toEqual(['applied', 'conflict'])
    expect((await workedOut(server.store)).length).toBeGreaterThan(2)
  })

  test('sums that are missing are worked out scope by scope while entries come, and are whole in the end', async () => {
    const reference = aReference()
    const before = await openServer({ reference })
    const made = await enrolTablet(before, 'county')
    await made.push(SITES.flatMap((scope) => [made.create({}, { scope }), made.create({}, { scope })]))
    // A dump holds no sums, as a database of an earlier build has none.
    const restoredFrom = await dumpOf(before)
    const { store, ...server } = await openServer({ reference, restoredFrom, openStore: (id) => open(id) })
    expect(await store.scopesWithoutSums()).toEqual([
      AUTHORITY_SCOPE,
      'site/abingdon',
      'site/bullingdon',
      'site/wychwood',
    ])
    expect(await keptIn(store)).toBeNull()

    const tablet = await enrolTablet({ store, ...server }, 'county')
    const log = (scope: string) => tablet.push([tablet.create({}, { scope })])
    await log('site/abingdon')
    expect(await store.buildSums('site/nowhere')).toBe(false)
    expect(await store.buildSums('site/abingdon')).toBe(true)
    expect(await store.raiseFloor('site/abingdon')).toBe(true)
    await log('site/abingdon')
    await log('site/wychwood')
    expect(await keptIn(store)).toBeNull()
    const ofOne = await store.readFeed((feed) => feed.sums({ scope: 'site/abingdon' }))
    expect(ofOne?.[0]?.cells['all']?.entries).toBe(4)

    expect(await buildMissingSums(store)).toBe(3)
    await log('site/wychwood')
    const kept = await keptIn(store)
    expect(kept?.map(({ cells }) => cells['all']?.entries)).toEqual([4, 4])
    expect(differingMonths(kept ?? [], await workedOut(store))).toEqual([])
    expect(await store.readFeed((feed) => feed.sums({ last: '2025-09' }))).toEqual([])
  })

  test('the last day a scope has an entry about is told as of several days, void ones left out', async () => {
    const { store, ...server } = await aServer()
    const tablet = await enrolTablet({ store, ...server }, 'site/abingdon')
    const on = (day: string) => tablet.create({ day: localDate(day) })
    const gone = on('2025-10-12')
    await tablet.push([on('2025-09-02'), on('2025-10-10'), gone])
    await tablet.push([tablet.change(gone, { rev: 1, action: 'void' })])
    const until = ['2025-09-01', '2025-09-30', '2025-12-31'].map(localDate)
    const found = await store.readFeed((feed) => feed.lastDays(until))
    const daysOf = (scope: string) => found.find((one) => one.scope === scope)?.days
    expect(daysOf('site/abingdon')).toEqual([null, '2025-09-02', '2025-10-10'])
    expect(daysOf('site/wychwood')).toEqual([null, null, null])
  })
})
