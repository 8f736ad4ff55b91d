import * as v from 'valibot'
import type { DumpRow } from './record-store.ts'

/**
 * What a dump holds of each table: its columns as every engine keeps them, but for the service's id,
 * which stands once, in `service`. In this order, in which each table finds what it refers to.
 */
const whole = v.pipe(v.number(), v.integer())
const text = v.string()

export const dumpTables = {
  service: v.strictObject({
    id: text,
    name: text,
    epoch: text,
    installed_at: whole,
    shared_epoch: v.nullable(text),
  }),
  scopes: v.strictObject({ id: text, head_seq: whole, floor_seq: whole, digest: text }),
  records: v.strictObject({
    id: text,
    scope: text,
    kind: text,
    day: v.nullable(text),
    rev: whole,
    seq: whole,
    deleted: whole,
    schema_version: whole,
    body: text,
    history: text,
    writers: text,
    shared_rev: whole,
  }),
  operations: v.strictObject({
    op_id: text,
    lineage: text,
    n: v.nullable(whole),
    record_id: v.nullable(text),
    scope: v.nullable(text),
    hash: text,
    payload: text,
    received_at: whole,
    state: v.picklist(['received', 'held', 'settled']),
    outcome: v.nullable(text),
    judged_at: v.nullable(whole),
    standing: whole,
    proven: whole,
  }),
  tablets: v.strictObject({
    lineage: text,
    credential_hash: text,
    site_id: v.nullable(text),
    person_id: text,
    person_name: text,
    enrolled_at: whole,
    last_seen_at: whole,
    revoked_at: v.nullable(whole),
    durable_through: whole,
    heartbeat: v.nullable(text),
    first_n: whole,
  }),
  enrolment_codes: v.strictObject({
    code_hash: text,
    site_id: v.nullable(text),
    created_at: whole,
    expires_at: v.nullable(whole),
    used_at: v.nullable(whole),
    first: whole,
  }),
}

export type DumpTable = keyof typeof dumpTables

/** The column that each table's rows are told apart by within a service, which they are paged by. */
export const DUMP_KEYS = {
  scopes: 'id',
  records: 'id',
  operations: 'op_id',
  tablets: 'lineage',
  enrolment_codes: 'code_hash',
} as const satisfies Record<Exclude<DumpTable, 'service'>, string>

/** @throws when a dump names a table that this build does not know, which a newer one may have written */
export function dumpTableOf(name: string): DumpTable {
  const found = dumpTableNames.find((table) => table === name)
  if (found === undefined) throw new Error(`The copy holds a table that this build does not know: ${name}`)
  return found
}

// The keys of the object above, which nothing adds to.
const dumpTableNames = Object.keys(dumpTables) as readonly DumpTable[]

/** Reads rows of a dump. @throws when they are not what this build keeps in that table */
export function readDumpRows<Table extends DumpTable>(
  table: Table,
  rows: readonly DumpRow[],
): v.InferOutput<(typeof dumpTables)[Table]>[] {
  const parsed = v.safeParse(v.array(dumpTables[table]), rows)
  if (parsed.success) return parsed.output
  const where = parsed.issues.map((issue) => v.getDotPath(issue) ?? '').slice(0, 3)
  throw new Error(`The copy's rows of ${table} are not what this build keeps: ${where.join(', ')}`)
}

const NO_SUMS = { sums_version: 0, sums_seq: 0 } as const

/** Scopes as they come out of a dump: sums are not in it, and are worked out anew. */
export function withoutSums<Row extends object>(rows: readonly Row[]): (Row & typeof NO_SUMS)[] {
  return rows.map((row) => ({ ...row, ...NO_SUMS }))
}

/** What a restored service has in common with the history that the dump is of: every record as it is now. */
export function asShared<Row extends { readonly rev: number }>(
  rows: readonly Row[],
): (Row & { readonly shared_rev: number })[] {
  return rows.map((row) => ({ ...row, shared_rev: row.rev }))
}
