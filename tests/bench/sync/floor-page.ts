/**
 * The floor inside a page: the same rows in the same stores, and the same bytes, with nothing around
 * them. It checks nothing, merges nothing and could not go on after a failure; nothing that does can be
 * quicker.
 */
import * as v from 'valibot'
import type { OutboxRow, RecordRow, RollupRow } from '#client/data/database.ts'
import type { PullReply } from '#sync/messages.ts'
import type { ContenderPage, Count } from './contender-page.ts'
import { countyEntries, ownEntries } from './entries.ts'
import { countAll, openFloor, putAll, readRange } from './floor-database.ts'
import { copyRow, KeptSums, savedRows } from './floor-rows.ts'
import { timed, timeEach } from './time-in-page.ts'

const SEED_ROWS = 2_000

let opening: Promise<IDBDatabase> | undefined

function database(): Promise<IDBDatabase> {
  opening ??= openFloor()
  return opening
}

/** All pages in one reply, put page by page as Branchline does, which can be stopped between two. */
async function firstSync(): Promise<number> {
  return timed(async () => {
    const db = await database()
    // What the bench's own server sends: the replies Branchline's server gave, one after another.
    const pages = (await (await fetch('/feed')).json()) as readonly Pick<PullReply, 'scopes'>[]
    for (const { scopes } of pages) {
      await putAll(db, { records: Object.values(scopes).flatMap(({ rows }) => rows.map(copyRow)) })
    }
  })
}

async function keptSums(db: IDBDatabase): Promise<KeptSums> {
  // Rows that `seed`, `fill` and `saves` put there.
  return new KeptSums((await readRange(db, ['rollups', 'month'], IDBKeyRange.lowerBound(''))) as RollupRow[])
}

async function fill({ from, count }: Count): Promise<void> {
  const kept = await keptSums(await database())
  const rows = ownEntries(from, count).map((entry, index) => savedRows(entry, from + index + 1, kept))
  const records = rows.flatMap((row) => row.records)
  const outbox = rows.flatMap((row) => row.outbox)
  await putAll(await database(), { records, outbox, rollups: kept.rows() })
}

const receiptsSchema = v.array(v.string())

async function gzipOf(text: string): Promise<Blob> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob()
}

const WAITING = IDBKeyRange.bound(['waiting', 0], ['waiting', Infinity])
const UNSENT = IDBKeyRange.only('on-this-tablet')

/**
 * Everything in one request, its receipts written in one step: two rows an entry, as Branchline writes them.
 * An engine that writes nothing on the tablet when a push succeeds can be quicker than this.
 */
async function push(): Promise<number> {
  return timed(async () => {
    const db = await database()
    // Rows that `fill` and `saves` put there.
    const outbox = (await readRange(db, ['outbox', '[state+n]'], WAITING)) as OutboxRow[]
    const records = (await readRange(db, ['records', 'unsettled'], UNSENT)) as RecordRow[]
    const body = await gzipOf(JSON.stringify(outbox.map((row) => row.op)))
    const reply = await fetch('/push', { method: 'POST', body })
    const received = new Set(v.parse(receiptsSchema, await reply.json()))
    const settled = outbox.filter((row) => received.has(row.op.opId))
    await putAll(db, {
      outbox: settled.map((row) => ({ ...row, state: 'received' })),
      records: records.map((row) => ({ ...row, unsettled: 'received' })),
    })
  })
}

async function sync(): Promise<number> {
  return timed(async () => (await fetch('/sync', { method: 'POST', body: '{}' })).text())
}

async function seed({ from, count }: Count): Promise<void> {
  const db = await database()
  const kept = await keptSums(db)
  for (let at = 0; at < count; at += SEED_ROWS) {
    const entries = countyEntries(from + at, Math.min(SEED_ROWS, count - at))
    for (const entry of entries) kept.with(entry)
    const copies = entries.map((entry, index) => ({
      ...entry,
      day: entry.body.day,
      rev: 1,
      seq: from + at + index + 1,
      deleted: false,
      schema: 1,
      history: [],
    }))
    await putAll(db, { records: copies.map(copyRow) })
  }
  await putAll(db, { rollups: kept.rows() })
}

async function saves({ from, count }: Count): Promise<number[]> {
  const db = await database()
  const kept = await keptSums(db)
  const rows = ownEntries(from, count).map((entry, index) => savedRows(entry, from + index + 1, kept))
  return timeEach(count, (index) => putAll(db, { ...rows[index] }))
}

async function held(): Promise<number> {
  // Only sessions have a day.
  return countAll(await database(), '[day+id]', IDBKeyRange.lowerBound(['0000', '']))
}

export const page: ContenderPage = { firstSync, fill, push, sync, seed, saves, held }
