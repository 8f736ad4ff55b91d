import Dexie from 'dexie'
import { entitySet } from '#domain/records/registry.ts'
import { EMPTY_DIGEST } from '#sync/digest.ts'
import { type Heartbeat, MAX_ASKS, MAX_RANGES } from '#sync/messages.ts'
import { assertTablet, type CursorRow, type Database, type TabletRow } from './database.ts'
import type { Tablet } from './tablet.ts'

/** What to ask the server for next, and what to tell it of this tablet. */
export interface Position {
  readonly lineage: string
  readonly epoch: string
  readonly cursors: readonly CursorRow[]
  readonly heartbeat: Heartbeat
  /** Operations the server has and has not decided about for good, and ones that it may have since it was restored. */
  readonly asks: readonly { readonly opId: string; readonly n: number }[]
}

/** Whose operations go, and into which history. */
export async function readIdentity({
  db,
  id,
}: Pick<Tablet, 'db' | 'id'>): Promise<Pick<Position, 'lineage' | 'epoch'>> {
  // An async function: Dexie loses count of the awaits of any other, and ends a step begun in the same moment.
  return db.transaction('r', db.tablet, async () => assertTablet(db, id))
}

/** Where a scope is fetched from its start again, with what is held of it still on show. */
export function inSnapshot(before: CursorRow): CursorRow {
  return {
    ...before,
    gen: before.gen + 1,
    cursor: 0,
    digest: EMPTY_DIGEST,
    phase: 'snapshot',
    sweptTo: '',
    beganAt: null,
  }
}

export type CursorsByScope = ReadonlyMap<string, CursorRow>

/** All of them: there are a few dozen, and asked for one by one each costs the browser a message there and one back. */
export async function cursorsByScope(db: Database): Promise<CursorsByScope> {
  return new Map((await db.cursors.toArray()).map((row) => [row.scope, row]))
}

/** The row of a scope this tablet has not fetched yet. What it may hold of it from before is looked through in the end. */
export async function firstCursor(db: Database, scope: string): Promise<CursorRow> {
  const held = await db.records
    .where('[scope+kind]')
    .between([scope, Dexie.minKey], [scope, Dexie.maxKey])
    .limit(1)
    .count()
  return {
    scope,
    cursor: 0,
    head: 0,
    gen: 1,
    digest: EMPTY_DIGEST,
    phase: 'snapshot',
    sweptTo: held === 0 ? null : '',
    beganAt: null,
    doubtedAt: null,
  }
}

/**
 * Where the tablet stands. A build that knows other kinds than the one before fetches everything from
 * the start again, so that it also gets the records its predecessor passed by; nothing is wiped for
 * that, and what has come is not asked for twice. Rule PL-6.
 */
export async function readPosition(tablet: Tablet): Promise<Position> {
  const { db } = tablet
  const position = await db.transaction('r', db.tablet, db.cursors, db.outbox, async () => {
    const row = await assertTablet(db, tablet.id)
    return row.entitySet === entitySet() ? positionIn(db, row) : null
  })
  if (position !== null) return position
  await beginAnew(tablet)
  return readPosition(tablet)
}

/** The same inside a transaction that is open over `cursors` and `outbox`, of a build that knows the kinds it fetched. */
export async function positionIn(db: Database, row: TabletRow): Promise<Position> {
  const [cursors, heartbeat, asks] = await Promise.all([
    db.cursors.toArray(),
    heartbeatOf(db, row),
    openQuestions(db),
  ])
  return { lineage: row.lineage, epoch: row.epoch, cursors, heartbeat, asks }
}

async function beginAnew({ db, id }: Tablet): Promise<void> {
  await db.transaction('rw', db.tablet, db.cursors, async () => {
    const row = await assertTablet(db, id)
    if (row.entitySet === entitySet()) return
    await db.cursors.bulkPut((await db.cursors.toArray()).map(inSnapshot))
    await db.tablet.put({ ...row, entitySet: entitySet() })
  })
}

/** What this tablet says of its own count, so that the server knows what is missing should it never come back. */
async function heartbeatOf(db: Database, row: TabletRow): Promise<Heartbeat> {
  const waiting = db.outbox.where('[state+n]').between(['waiting', 0], ['waiting', Infinity])
  // The keys alone: thousands may wait, and their contents say nothing here.
  const numbers = (await waiting.primaryKeys()).toSorted((a, b) => a - b)
  const oldest = numbers[0] === undefined ? undefined : await db.outbox.get(numbers[0])
  return { maxN: row.nextN - 1, pending: rangesOf(numbers), oldestAt: oldest?.op.at ?? null }
}

/** Rising numbers as ranges. More than may be told are told as one range too wide, never too narrow. */
export function rangesOf(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const n of numbers) {
    const last = ranges.at(-1)
    if (last !== undefined && (n === last[1] + 1 || ranges.length === MAX_RANGES)) last[1] = n
    else ranges.push([n, n])
  }
  return ranges
}

async function openQuestions(db: Database): Promise<Position['asks']> {
  const [received, held, attention] = await Promise.all([
    inState(db, 'received'),
    inState(db, 'held'),
    inState(db, 'attention'),
  ])
  const restored = received.filter((row) => row.outcome === null)
  const decided = attention.filter((row) => row.outcome?.outcome === 'review')
  // The restored ones first, because an answer always does away with them.
  return [...restored, ...held, ...decided].slice(0, MAX_ASKS).map(({ n, op }) => ({ opId: op.opId, n }))
}

function inState(db: Database, state: 'received' | 'held' | 'attention') {
  return db.outbox.where('[state+n]').between([state, 0], [state, Infinity]).toArray()
}
