import type { LocalDate } from '#domain/time/local-date.ts'
import type { Selectable } from 'kysely'
import type { Outcome } from '#sync/outcome.ts'
import type { EnrolmentCode, KeptRecord, Tablet, UnsettledOperation } from '../record-store.ts'
import type { EnrolmentCodesTable, OperationState, RecordsTable, TabletsTable } from './schema.ts'

/** PostgreSQL hands bigints over as strings; counters and moments stay far below 2^53. */
export function numberOf(value: number | string | bigint): number {
  return Number(value)
}

function momentOf(value: number | string | bigint | null): number | null {
  return value === null ? null : numberOf(value)
}

// The text columns below are only ever written by the functions beside these, from checked values.

export function recordOf(row: Selectable<RecordsTable>): KeptRecord {
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
    writers: JSON.parse(row.writers) as KeptRecord['writers'],
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
    writers: JSON.stringify(record.writers),
  }
}

export function outcomeOf(text: string | null): Outcome | null {
  return text === null ? null : (JSON.parse(text) as Outcome)
}

export function stateOf(outcome: Outcome | null): OperationState {
  if (outcome === null) return 'received'
  return outcome.outcome === 'held' ? 'held' : 'settled'
}

export interface UnsettledRow {
  readonly op_id: string
  readonly lineage: string
  readonly n: number | null
  readonly record_id: string | null
  readonly scope: string | null
  readonly payload: string
}

export function unsettledOf(row: UnsettledRow): UnsettledOperation {
  const { n, record_id: recordId, scope } = row
  if (n === null || recordId === null || scope === null) {
    throw new Error(`Operation ${row.op_id} waits for judgement although it could not be read`)
  }
  return { opId: row.op_id, lineage: row.lineage, n: numberOf(n), recordId, scope, payload: row.payload }
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
  }
}

export function codeOf(row: Selectable<EnrolmentCodesTable>): EnrolmentCode {
  return {
    codeHash: row.code_hash,
    siteId: row.site_id,
    expiresAt: momentOf(row.expires_at),
    usedAt: momentOf(row.used_at),
    first: row.first === 1,
  }
}
