import { expect, test } from 'vitest'
import type { Operation } from '#sync/operation.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'
import { seededRandom } from '#support/seeded-random.ts'
import { checkLedger } from '../kill/check-at-rest.ts'
import { collectFindings } from '../kill/findings.ts'
import { killServers } from '../kill/server-kills.ts'
import { Work } from '../kill/work.ts'

// `npm run kill-test` kills as often as it is told: docs/kill-tests.md.

test('what tablets save and send while the server is killed eight times is on it once, and all end equal', async () => {
  const findings = collectFindings(() => undefined)
  const run = { rounds: 8, random: seededRandom(8), findings, onRound: () => undefined }
  const { operations, cutOff } = await killServers(run)
  expect(findings.all).toEqual([])
  expect(operations).toBeGreaterThan(20)
  expect(cutOff, 'requests that a kill cut off').toBeGreaterThan(0)
}, 180_000)

/** A server with one entry that was logged and counted again, and what was acknowledged of that. */
async function oneEntry() {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/wychwood')
  const create = tablet.create({ counts: { 'door-1': { split: 'none', total: 1 } } })
  const value = { split: 'none', total: 2 }
  const recount = tablet.change(create, { set: { 'counts/door-1': value }, was: {}, parentN: create.n })
  const work = new Work()
  const note = ({ opId, recordId, scope }: Operation, total: number) => {
    const did = total === 1 ? 'create' : 'count'
    work.note({ opId, recordId, scope, deed: { did, door: 'door-1', total } })
  }
  const found = async () => {
    const findings = collectFindings(() => undefined)
    await checkLedger(server.store, work, findings)
    return findings.all.map(({ kind }) => kind)
  }
  return { server, tablet, create, recount, note, found }
}

test('a kill run finds nothing where everything is there once', async () => {
  const { tablet, create, recount, note, found } = await oneEntry()
  await tablet.push([create, recount])
  note(create, 1)
  note(recount, 2)
  expect(await found()).toEqual([])
})

test('a kill run finds an acknowledged operation that is not in the ledger', async () => {
  const { tablet, create, recount, note, found } = await oneEntry()
  await tablet.push([create])
  note(create, 1)
  note(recount, 2)
  expect(new Set(await found())).toEqual(new Set(['lost']))
})

test('a kill run finds an entry that has changed more often than it was told to', async () => {
  const { tablet, create, recount, note, found } = await oneEntry()
  await tablet.push([create, recount])
  note(create, 2)
  expect(new Set(await found())).toEqual(new Set(['doubled', 'wrong']))
})

test('a kill run finds an operation that was not taken', async () => {
  const { tablet, create, note, found } = await oneEntry()
  const unfit = { ...create, set: { ...create.set, audience: 'nobody' } }
  await tablet.push([unfit])
  note(unfit, 1)
  expect(new Set(await found())).toEqual(new Set(['wrong', 'lost']))
})
