import { useLiveQuery } from 'dexie-react-hooks'
import Dexie from 'dexie'
import type { EventSession } from '#domain/records/event-session.ts'
import { loggedLate } from '#domain/records/logged-late.ts'
import { type Body, checkBody, readBody } from '#domain/records/registry.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { FieldValues, OperationAction } from '#sync/operation.ts'
import type { HeldCode, Outcome, RefusalCode, ReviewCode } from '#sync/outcome.ts'
import { baseOf } from './base-of.ts'
import type { Database, OutboxRow, RecordRow } from './database.ts'
import type { Seen } from './save.ts'
import { useTablet } from './tablet-context.tsx'

/** On this tablet → received by the server, durably → counted in the figures; or somebody has to look at it. */
type EntryState = 'on-this-tablet' | 'received' | 'counted' | 'attention'

export type AttentionCode = RefusalCode | HeldCode | ReviewCode | 'conflict'

/** One change of an entry, as its history shows it. */
export interface EntryChange {
  readonly opId: string
  readonly by: string
  /** Milliseconds since 1970 by the clock of the tablet that made the change. */
  readonly at: number
  readonly action: OperationAction
  readonly set: FieldValues
  readonly was: FieldValues
  /** False while the change is this tablet's own and not in the server's copy yet. */
  readonly settled: boolean
}

export interface Entry {
  readonly id: string
  readonly kind: string
  readonly scope: string
  readonly day: LocalDate | null
  readonly body: Body
  /** False for what a newer build wrote in a way that this one cannot show. */
  readonly isReadable: boolean
  /** The body of an event session this build can read; null for anything else. */
  readonly session: EventSession | null
  /** Days from what it is about to its being logged, where those are too many; null when it was in time. */
  readonly lateDays: number | null
  /** True while the entry is void. */
  readonly deleted: boolean
  readonly state: EntryState
  readonly attention: { readonly code: AttentionCode; readonly fields: readonly string[] } | null
}

/** An entry with its history, newest change first, and what a correction has to be judged against. */
export interface WholeEntry extends Entry {
  readonly history: readonly EntryChange[]
  readonly seen: Seen
}

function attentionOf(own: readonly OutboxRow[]): Entry['attention'] {
  const row = own.find(({ state }) => state === 'attention')
  return row === undefined ? null : attentionIn(row.outcome)
}

/** What an outcome asks a person to look at; null when it asks for nothing. */
export function attentionIn(outcome: Outcome | null): Entry['attention'] {
  if (outcome === null || outcome.outcome === 'applied') return null
  if (outcome.outcome === 'conflict') return { code: 'conflict', fields: outcome.lost }
  return { code: outcome.code, fields: outcome.outcome === 'refused' ? outcome.fields : [] }
}

function entryOf(row: RecordRow, own: readonly OutboxRow[]): Entry {
  const session = row.kind === 'event-session' ? readBody('event-session', row.body) : null
  return {
    id: row.id,
    kind: row.kind,
    scope: row.scope,
    day: row.day,
    body: row.body,
    isReadable: session !== null || checkBody(row.kind, row.body).ok,
    session,
    lateDays: loggedLate(row),
    deleted: row.deleted,
    state: row.unsettled ?? 'counted',
    attention: attentionOf(own),
  }
}

function historyOf(row: RecordRow, own: readonly OutboxRow[]): readonly EntryChange[] {
  const stamped = (row.server?.history ?? []).map((entry) => ({ ...entry, settled: true }))
  const known = new Set(stamped.map((entry) => entry.opId))
  const unsettled = own
    .filter(({ op }) => !known.has(op.opId))
    .map(({ op }) => ({
      opId: op.opId,
      by: op.actor.name,
      at: op.at,
      action: op.action,
      set: op.set,
      was: op.was,
      settled: false,
    }))
  return [...stamped, ...unsettled].reverse()
}

async function seenOf(db: Database, row: RecordRow, own: readonly OutboxRow[]): Promise<Seen> {
  const tablet = await db.tablet.get('tablet')
  return {
    body: row.body,
    base: tablet === undefined ? null : await baseOf(db, row, tablet.epoch),
    parentN: own.at(-1)?.n ?? null,
  }
}

/** One page of entries, newest days first; by keys, so that it costs the same however many are stored. */
export async function readEntries(
  db: Database,
  { scope, limit }: { scope: string | null; limit: number },
): Promise<{ entries: readonly Entry[]; more: boolean }> {
  const range =
    scope === null
      ? db.records.where('[day+id]').above([''])
      : db.records.where('[scope+day+id]').between([scope, Dexie.minKey], [scope, Dexie.maxKey])
  const rows = await range
    .reverse()
    .limit(limit + 1)
    .toArray()
  return { entries: await entriesOf(db, rows.slice(0, limit)), more: rows.length > limit }
}

/** Rows as entries, each with why it needs attention. */
export async function entriesOf(db: Database, rows: readonly RecordRow[]): Promise<readonly Entry[]> {
  const ids = rows.flatMap((row) => (row.unsettled === 'attention' ? [row.id] : []))
  const own = ids.length === 0 ? [] : await db.outbox.where('recordId').anyOf(ids).sortBy('n')
  return rows.map((row) =>
    entryOf(
      row,
      own.filter((operation) => operation.recordId === row.id),
    ),
  )
}

export async function readEntry(db: Database, id: string): Promise<WholeEntry | null> {
  return db.transaction('r', db.tablet, db.records, db.outbox, db.cursors, async () => {
    const row = await db.records.get(id)
    if (row === undefined) return null
    const own = await db.outbox.where('recordId').equals(id).sortBy('n')
    return { ...entryOf(row, own), history: historyOf(row, own), seen: await seenOf(db, row, own) }
  })
}

/** Entries of a site, or of every site on this tablet when `scope` is null; `undefined` until read. */
export function useEntries(options: {
  scope: string | null
  limit: number
}): { readonly entries: readonly Entry[]; readonly more: boolean } | undefined {
  const { db } = useTablet()
  const { scope, limit } = options
  return useLiveQuery(() => readEntries(db, { scope, limit }), [db, scope, limit])
}

/** How many of a site's latest entries tell what is usual there. */
const LATEST = 200

/** The body of the last entry of a kind at a site; null when there is none among the latest, `undefined` until read. */
export function useLastOfKind(scope: string, kind: string): Body | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    const rows = await db.records
      .where('[scope+day+id]')
      .between([scope, Dexie.minKey], [scope, Dexie.maxKey])
      .reverse()
      .limit(LATEST)
      .toArray()
    return rows.find((row) => row.kind === kind && !row.deleted)?.body ?? null
  }, [db, scope, kind])
}

/** The last session of a kind of session at a site; null when there is none among the latest, `undefined` until read. */
export function useLastSession(scope: string, presetId: string): EventSession | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    const latest = await readEntries(db, { scope, limit: LATEST })
    const last = latest.entries.find(({ session, deleted }) => session?.presetId === presetId && !deleted)
    return last?.session ?? null
  }, [db, scope, presetId])
}

/** One entry with its history; null when this tablet has no such entry, `undefined` until read. */
export function useEntry(id: string): WholeEntry | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readEntry(db, id), [db, id])
}
