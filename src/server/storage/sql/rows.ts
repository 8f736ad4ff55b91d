import { CONTRIBUTIONS_VERSION } from '#domain/measures/contributions.ts'
import type { ClosedQuarter } from '#domain/plan/quarter-close.ts'
import { readBody } from '#domain/records/registry.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import type { Selectable } from 'kysely'
import type { Heartbeat } from '#sync/messages.ts'
import type { EnrolmentCode, FeedRow, KeptRecord, ScopeHead, Tablet } from '../record-store.ts'
import { readWriters, writersText } from '../writers-text.ts'
import type { EnrolmentCodesTable, RecordsTable, ScopesTable, TabletsTable } from './schema.ts'

/** PostgreSQL hands bigints over as strings; counters and moments stay far below 2^53. */
export function numberOf(value: number | string | bigint): number {
  return Number(value)
}

export function numberOrNull(value: number | string | bigint | null): number | null {
  return value === null ? null : numberOf(value)
}

// The text columns below are only ever written by the functions beside these, from checked values.

export function recordOf(row: Selectable<RecordsTable>): KeptRecord {
  return {
    ...storedOf(row),
    writers: readWriters(row.writers),
    sharedRev: numberOf(row.shared_rev),
  }
}

/** What tablets are told of a record. Who last wrote each field, and what it shares with a backup, stays on the server. */
export const STORED_COLUMNS = [
  'id',
  'kind',
  'scope',
  'day',
  'rev',
  'seq',
  'deleted',
  'schema_version',
  'body',
  'history',
] as const

type StoredRow = Pick<Selectable<RecordsTable>, (typeof STORED_COLUMNS)[number]>

function storedOf(row: StoredRow): StoredRecord {
  return {
    id: row.id,
    kind: row.kind,
    scope: row.scope,
    // Written from a checked record's own day.
    day: row.day as LocalDate | null,
    rev: numberOf(row.rev),
    seq: numberOf(row.seq),
    deleted: row.deleted === 1,
    schema: row.schema_version,
    body: JSON.parse(row.body) as KeptRecord['body'],
    history: JSON.parse(row.history) as KeptRecord['history'],
  }
}

export function rowOf(serviceId: string, record: KeptRecord): RecordsTable {
  return {
    service_id: serviceId,
    id: record.id,
    scope: record.scope,
    kind: record.kind,
    day: record.day,
    rev: record.rev,
    seq: record.seq,
    deleted: record.deleted ? 1 : 0,
    schema_version: record.schema,
    body: JSON.stringify(record.body),
    history: JSON.stringify(record.history),
    writers: writersText(record.writers),
    shared_rev: record.sharedRev,
  }
}

/** What a row weighs in a reply beside its body and history. */
const ENVELOPE_BYTES = 240

export function feedRowOf(row: StoredRow): FeedRow {
  const bytes = Buffer.byteLength(row.body) + Buffer.byteLength(row.history) + ENVELOPE_BYTES
  return { record: storedOf(row), bytes }
}

export function scopeOf(row: Omit<ScopesTable, 'service_id' | 'sums_version' | 'sums_seq'>): ScopeHead {
  return {
    id: row.id,
    head: numberOf(row.head_seq),
    floor: numberOf(row.floor_seq),
    digest: row.digest,
  }
}

/** A scope as it is made, with sums that are brought along from then on. */
export function scopeRow(serviceId: string, { id, head, floor, digest }: ScopeHead): ScopesTable {
  return {
    service_id: serviceId,
    id,
    head_seq: head,
    floor_seq: floor,
    digest,
    sums_version: CONTRIBUTIONS_VERSION,
    sums_seq: head,
  }
}

/** @throws when what is given belongs to another service than the one the store is open for */
export function assertService(serviceId: string, given: string): void {
  if (given !== serviceId) throw new Error(`This store is for the service ${serviceId}, not ${given}`)
}

/** Quarters named by bodies of the kind `quarter-close`. */
export function closedQuartersOf(rows: readonly { readonly body: string }[]): readonly ClosedQuarter[] {
  // A body this build cannot read was written by a newer one; what it closes is for that build to say.
  return rows.flatMap((row) => readBody('quarter-close', JSON.parse(row.body) as KeptRecord['body']) ?? [])
}

/** The same text for the same heartbeat, so that it can be compared where it lies. */
export function heartbeatText({ maxN, pending, oldestAt }: Heartbeat): string {
  return JSON.stringify({ maxN, pending, oldestAt })
}

export function tabletOf(row: Selectable<TabletsTable>): Tablet {
  return {
    lineage: row.lineage,
    siteId: row.site_id,
    revoked: row.revoked_at !== null,
    personId: row.person_id,
    personName: row.person_name,
    enrolledAt: numberOf(row.enrolled_at),
    lastSeenAt: numberOf(row.last_seen_at),
    durableThrough: numberOf(row.durable_through),
    heartbeat: row.heartbeat === null ? null : (JSON.parse(row.heartbeat) as Heartbeat),
  }
}

export function codeOf(row: Selectable<EnrolmentCodesTable>): EnrolmentCode {
  return {
    codeHash: row.code_hash,
    siteId: row.site_id,
    expiresAt: numberOrNull(row.expires_at),
    usedAt: numberOrNull(row.used_at),
    first: row.first === 1,
  }
}
