// @vitest-environment node
import { expect, test } from 'vitest'
import { createPadWriter } from '#client/data/pad-writer.ts'
import { finishPad, readPad, startPad } from '#client/data/pads.ts'
import { type Lane, LANES } from '#domain/records/counting-pad.ts'
import { attendances } from '#domain/records/event-session.ts'
import { localDate } from '#domain/time/local-date.ts'
import { openServer } from '#support/server-open.ts'
import { entryOf, syncOnce, tabletAt } from '#support/tablets.ts'

const SITE = 'site/wychwood'

/** A pad for a new session, on a tablet that has the county's kinds of session. */
async function aPad() {
  const tablet = await tabletAt(await openServer(), SITE)
  await syncOnce(tablet)
  const target = {
    is: 'preset',
    presetId: 'preset/baby-toddler-rhyme',
    day: localDate('2026-10-13'),
  } as const
  const pad = await startPad(tablet, { scope: SITE, title: 'Rhyme Time', target })
  return { tablet, pad }
}

test('taps that come faster than the disk are written together, in their order and each at its own moment', async () => {
  const { tablet, pad } = await aPad()
  const transactions = new Set<unknown>()
  tablet.db.taps.hook('creating', (_key, _row, transaction) => void transactions.add(transaction))
  const writer = createPadWriter(tablet, pad)
  const lanes: readonly Lane[] = Array.from({ length: 40 }, (_, at) => LANES[at % LANES.length] ?? 'all')
  const kept = await Promise.all(lanes.map((lane) => writer.add({ what: 'tap', lane, by: 1 })))
  const steps = (await readPad(tablet.db, pad))?.steps ?? []
  expect(kept).toEqual(steps)
  expect(steps.map(({ event }) => event.what === 'tap' && event.lane)).toEqual(lanes)
  expect(new Set(steps.map(({ n }) => n)).size).toBe(40)
  // What came while the first was being written is in the second.
  expect(transactions.size).toBeLessThanOrEqual(2)
})

test('a tap that is not on the disk yet when Done is pressed is in the session', async () => {
  const { tablet, pad } = await aPad()
  const writer = createPadWriter(tablet, pad)
  const first = writer.add({ what: 'tap', lane: 'all', by: 1 })
  const second = writer.add({ what: 'tap', lane: 'all', by: 1 })
  const done = await finishPad(tablet, pad)
  expect(await first).not.toBeNull()
  expect(await second).not.toBeNull()
  if (!done.ok) throw new Error(done.code)
  const { session } = await entryOf(tablet, done.id)
  expect(session && attendances(session)).toBe(2)
})

test('a tap the disk would not take says so, and the next is tried anew', async () => {
  const { tablet, pad } = await aPad()
  const writer = createPadWriter(tablet, pad)
  tablet.db.close()
  await expect(writer.add({ what: 'tap', lane: 'all', by: 1 })).rejects.toThrow()
  await tablet.db.open()
  expect(await writer.add({ what: 'tap', lane: 'all', by: 1 })).not.toBeNull()
  expect((await readPad(tablet.db, pad))?.steps).toHaveLength(1)
})
