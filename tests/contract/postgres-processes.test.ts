import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { readIdentity } from '#client/data/position.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { mintCode } from '#server/identity/enrolment.ts'
import type { KeptRecord, RecordStore } from '#server/storage/record-store.ts'
import { postgresEngine } from '#server/storage/sql/postgres.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import { type AppProcess, fallingOver, startProcesses } from '#support/app-process.ts'
import { aDevice } from '#support/device.ts'
import { branchline } from '#support/operator-cli.ts'
import { digestsOf } from '#support/operator.ts'
import { postgresDatabase } from '#support/postgres.ts'
import { aSession, counted } from '#support/sessions.ts'
import { correctSession, entryOf, logSession, syncOnce } from '#support/tablets.ts'

const SITES = ['site/abingdon', 'site/witney'] as const
const TABLETS = 6
const ROUNDS = 8
const KILLED_IN_ROUND = 3

/** Two processes that found the database empty at one moment, and a way to look at it from outside. */
async function twoProcesses() {
  const url = await postgresDatabase(onTestFinished)
  const processes = await startProcesses(url, 2)
  const store = await openSqlStore({ engine: postgresEngine(url), serviceId: 'oxfordshire' })
  onTestFinished(() => store.close())
  return { url, processes, store }
}

interface Worker {
  readonly tablet: Tablet
  readonly scope: (typeof SITES)[number]
  /** The key of what it counts. */
  readonly door: string
}

/** @param code of a link; otherwise one made for it */
async function aWorker(
  { processes, store }: { readonly processes: readonly AppProcess[]; readonly store: RecordStore },
  index: number,
  code?: string,
): Promise<Worker> {
  const scope = SITES[index % 2] ?? SITES[0]
  // Tablets of one site are spread over both processes.
  const device = aDevice({ fetch: fallingOver(processes, Math.floor(index / 2) % 2) })
  const deps = { store, clock: () => Date.now(), newId: () => randomUUID(), randomBytes }
  const result = await enrol(device, {
    code: code ?? (await mintCode(deps, scope)),
    site: scope,
    name: `Asha ${index}`,
  })
  if (!result.ok) throw new Error(result.code)
  onTestFinished(() => result.tablet.db.close())
  return { tablet: result.tablet, scope, door: `door-${index}` }
}

const codeIn = (process: AppProcess | undefined): string => new URL(process?.link ?? '').hash.slice(1)

/** What people did: the doors that were counted at, for each session. */
type Work = Map<string, Set<string>>

/** Logs a session, adds a count to one that somebody of the site logged, and syncs. */
async function oneRound({ tablet, scope, door }: Worker, work: Work): Promise<void> {
  const id = await logSession(tablet, aSession({ counts: counted(5, door) }), scope)
  work.set(id, new Set([door]))
  const known = await tablet.db.records.where('[scope+kind]').equals([scope, 'event-session']).primaryKeys()
  const other = known.find((key) => work.get(key)?.has(door) === false)
  if (other !== undefined) {
    const { session } = await entryOf(tablet, other)
    await correctSession(tablet, other, { counts: { ...session?.counts, ...counted(3, door) } })
    work.get(other)?.add(door)
  }
  await syncOnce(tablet)
}

/** Kills a process in the moment that a tablet's work has come to the database through it: the reply is still due, and so are others. */
async function killBusy(process: AppProcess, store: RecordStore, { tablet }: Worker): Promise<void> {
  const { lineage } = await readIdentity(tablet)
  const arrived = async () => (await store.arrivalsOf(lineage)).highest
  const before = await arrived()
  while ((await arrived()) === before) await pause(1)
  await process.kill()
}

async function untilQuiet(workers: readonly Worker[]): Promise<void> {
  for (let pass = 1; pass <= 10; pass += 1) {
    const results = await Promise.all(workers.map(({ tablet }) => syncOnce(tablet)))
    const unsent = await Promise.all(workers.map(({ tablet }) => tablet.db.outbox.count()))
    const isQuiet = results.every(({ ok }) => ok) && unsent.every((count) => count === 0)
    if (isQuiet && pass > 1) {
      // One more, in which each fetches what the others sent last.
      await Promise.all(workers.map(({ tablet }) => syncOnce(tablet)))
      return
    }
  }
  throw new Error('the tablets did not come to rest')
}

/** The digest of each scope's copies, worked out from the copies themselves. */
async function copiesOf({ db }: Tablet): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>()
  for (const { server, ...record } of await db.records.toArray()) {
    if (server === null) continue
    const hash = copyHash({ ...record, rev: server.rev, seq: server.seq })
    digests.set(record.scope, changeDigest(digests.get(record.scope) ?? EMPTY_DIGEST, [], [hash]))
  }
  return digests
}

async function sessionsOf(store: RecordStore): Promise<ReadonlyMap<string, KeptRecord>> {
  const records = await Promise.all(SITES.map((site) => store.recordsOf(site, 'event-session')))
  return new Map(records.flat().map((record) => [record.id, record]))
}

test('two processes that start at once on an empty database serve one service, and each one’s link enrols', async () => {
  const { processes, store } = await twoProcesses()
  const epochs = await Promise.all(
    processes.map(async ({ origin }) => (await fetch(`${origin}/healthz`)).json()),
  )
  const epoch = (await store.readService())?.epoch
  expect(epochs).toEqual([expect.objectContaining({ epoch }), expect.objectContaining({ epoch })])

  // Each code at the process that did not print it.
  await aWorker({ processes, store }, 0, codeIn(processes[1]))
  await aWorker({ processes, store }, 2, codeIn(processes[0]))
  expect(await store.listTablets()).toHaveLength(2)
})

test('with one of two processes killed in the midst of pushes, every session is there once and all tablets end equal', {
  timeout: 180_000,
}, async () => {
  const { url, processes, store } = await twoProcesses()
  const [doomed] = processes
  if (doomed === undefined) throw new Error('no process')
  const workers = await Promise.all(
    Array.from({ length: TABLETS }, (_, index) => aWorker({ processes, store }, index)),
  )
  const [first] = workers
  if (first === undefined) throw new Error('no tablet')
  const work: Work = new Map()
  const arrived: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    const killing = round === KILLED_IN_ROUND ? [killBusy(doomed, store, first)] : []
    await Promise.all([...killing, ...workers.map((worker) => oneRound(worker, work))])
    arrived.push((await store.operationsAfter('', 1000)).length)
  }
  await untilQuiet(workers)
  expect(arrived[KILLED_IN_ROUND], 'most of the work came after the kill').toBeLessThan(arrived.at(-1) ?? 0)

  const sessions = await sessionsOf(store)
  expect(new Set(sessions.keys())).toEqual(new Set(work.keys()))
  for (const [id, doors] of work) {
    const { body, history = [] } = sessions.get(id) ?? {}
    expect(new Set(Object.keys(body?.['counts'] ?? {}))).toEqual(doors)
    // One entry for each person's own door: nothing was taken twice.
    expect(history).toHaveLength(doors.size)
  }
  const digests = await digestsOf(store)
  for (const { tablet, scope } of workers) {
    const held = { authority: digests.get('authority'), [scope]: digests.get(scope) }
    expect(Object.fromEntries(await copiesOf(tablet))).toEqual(held)
    const cursors = await tablet.db.cursors.toArray()
    expect(Object.fromEntries(cursors.map((cursor) => [cursor.scope, cursor.digest]))).toEqual(held)
  }
  const verified = await branchline(['verify', '--json'], { DATABASE_URL: url })
  expect(verified.code, verified.said + verified.out).toBe(0)
  expect(JSON.parse(verified.out)).toMatchObject({
    tablets: TABLETS,
    operations: [...work.values()].reduce((sum, doors) => sum + doors.size, 0),
    differing: [],
    misfits: [],
    suspectedLoss: [],
    pending: [],
    standing: {},
    waiting: {},
  })
})
