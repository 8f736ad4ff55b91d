// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Database } from '#client/data/database.ts'
import { readEntry } from '#client/data/entries.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import { readReachSums } from '#client/data/reach-sums.ts'
import type { ReachPeriod } from '#client/data/reach.ts'
import { correctRecord, createRecord, restoreRecord, voidRecord } from '#client/data/save.ts'
import type { ReachSums } from '#domain/measures/reach-sums.ts'
import { digitalHelp } from '#domain/records/kinds/digital-help.ts'
import { outreachContact } from '#domain/records/kinds/outreach-contact.ts'
import type { Body } from '#domain/records/registry.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { aDevice, aTablet, testId } from '#support/device.ts'
import { plainReach } from '#support/plain-reach.ts'
import { aCopy, aPage, applyHere } from '#support/server-copies.ts'
import { aSession, counted } from '#support/sessions.ts'

const SITES = ['site/abingdon', 'site/wychwood'] as const
const day = fc.nat(420).map((days) => addDays(localDate('2025-09-10'), days))
const few = fc.nat(30)

const session = fc
  .record({
    day,
    counts: fc.oneof(
      fc.constant({}),
      few.map((total) => counted(total)),
      fc.tuple(few, few, few).map(([young, teens, unknown]) => ({
        '0': { split: 'age' as const, byAge: { '0-4': young, '12-17': teens, unknown }, stated: null },
      })),
      fc.tuple(few, few).map(([teens, adults]) => ({
        '0': { split: 'return' as const, byReturn: { '12-17': teens, '18+': adults } },
      })),
    ),
    audience: fc.constantFrom('0-4' as const, '12-17' as const, 'adult' as const, 'all' as const),
    accompanying: fc.option(fc.nat(9)),
    onlinePeak: fc.option(fc.nat(9)),
    format: fc.constant('hybrid' as const),
    heldState: fc.constantFrom('held' as const, 'held' as const, 'held' as const, 'cancelled' as const),
    runBy: fc.constantFrom('library' as const, 'library' as const, 'hired' as const),
  })
  .map((body) => ({ kind: 'event-session' as const, body: aSession(body) }))
const outreach = fc
  .record({ day, contacts: few, lsoaCode: fc.constantFrom(null, 'E01028810', 'E01028811') })
  .map((body) => ({ kind: 'outreach-contact' as const, body: { ...outreachContact.example, ...body } }))
const help = fc
  .record({ day, people: fc.integer({ min: 1, max: 9 }) })
  .map((body) => ({ kind: 'digital-help' as const, body: { ...digitalHelp.example, ...body } }))

const step = fc.record({
  does: fc.constantFrom('log', 'log', 'correct', 'void', 'restore', 'pull'),
  scope: fc.constantFrom(...SITES),
  entry: fc.oneof({ weight: 4, arbitrary: session }, outreach, help),
  again: session,
  pick: fc.nat(20),
})

const period = fc.tuple(fc.constantFrom(null, ...SITES, 'site/bicester'), day, fc.nat(400))

/** What decides nothing is left aside: in which order sites and neighbourhoods are named. */
function inOrder({ byAge, bySite, away }: ReachSums) {
  return {
    byAge,
    bySite: Object.fromEntries(bySite),
    met: Object.fromEntries(away.met.map(({ lsoaCode, contacts }) => [lsoaCode ?? 'nowhere', contacts])),
    helped: Object.fromEntries(away.helped.map(({ siteId, people }) => [siteId, people])),
  }
}

async function expectTheSame(db: Database, asked: ReachPeriod): Promise<ReturnType<typeof inOrder>> {
  const sums = inOrder(await readReachSums(db, asked))
  expect(sums).toEqual(inOrder(await plainReach(db, asked)))
  return sums
}

test('who comes by kept sums is who comes by every entry, whatever was corrected or made void, in any days', {
  timeout: 120_000,
}, async () => {
  const seen = { attendances: 0, squares: 0, contacts: 0, helped: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.array(period, { minLength: 3, maxLength: 8 }),
      async (steps, periods) => {
        const tablet = await aTablet(aDevice(), null)
        let rev = 1
        for (const { does, scope, entry, again, pick } of steps) {
          const ids = await tablet.db.records.toCollection().primaryKeys()
          const id = ids[pick % Math.max(1, ids.length)]
          const held = id === undefined ? null : await readEntry(tablet.db, id)
          rev += 1
          if (does === 'log') {
            expect(await createRecord(tablet, { ...entry, scope })).toMatchObject({ ok: true })
          } else if (does === 'pull') {
            const body: Body = again.body
            const copy = aCopy({ id: testId(0xc, pick + 1), scope, rev, seq: rev, day: again.body.day, body })
            await applyHere(tablet, aPage([copy]))
          } else if (id === undefined || held === null) continue
          else if (does === 'void') await voidRecord(tablet, id, held.seen)
          else if (does === 'restore') await restoreRecord(tablet, id, held.seen)
          else if (held.session !== null) await correctRecord(tablet, id, held.seen, again.body)
        }
        for (const [scope, first, days] of periods) {
          const sums = await expectTheSame(tablet.db, { scope, first, last: addDays(first, days) })
          seen.attendances += sums.byAge.audience.all
          seen.squares += sums.byAge.audience.squares
          seen.contacts += sums.met['E01028810'] ?? 0
          seen.helped += sums.helped['site/wychwood'] ?? 0
        }
        tablet.db.close()
      },
    ),
    { numRuns: 60 },
  )
  expect(Object.values(seen).every((number) => number > 0)).toBe(true)
})

test('a session with a value this build does not know still counts for whom it reached', async () => {
  const tablet = await aTablet(aDevice(), null)
  const body = { ...aSession({ counts: counted(14) }), countMethod: 'by-camera' }
  await applyHere(tablet, aPage([aCopy({ body })]))
  const october = { scope: null, first: localDate('2026-10-01'), last: localDate('2026-10-20') }
  const { byAge } = await expectTheSame(tablet.db, october)
  expect(byAge.split.all).toBe(14)
  tablet.db.close()
})

test('a tablet whose sums are those of an earlier build has who comes once it has opened', async () => {
  const device = aDevice()
  const before = await aTablet(device, null)
  await applyHere(before, aPage([aCopy({ body: aSession({ counts: counted(14) }) })]))
  await before.db.rollups.toCollection().modify({ figures: {} })
  await before.db.tablet.toCollection().modify({ supportVersion: 2 })
  before.db.close()
  const opened = await openTablet(device)
  if (opened.state !== 'ready') throw new Error(opened.state)
  const october = { scope: 'site/wychwood', first: localDate('2026-10-01'), last: localDate('2026-10-20') }
  const { byAge } = await expectTheSame(opened.tablet.db, october)
  expect(byAge.split.all).toBe(14)
  opened.tablet.db.close()
})
