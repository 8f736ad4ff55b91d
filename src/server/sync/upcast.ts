import { type MergePolicy, schemaVersion, type Upgrade } from '#domain/records/define-record.ts'
import type { Body } from '#domain/records/registry.ts'
import { changedFields, fieldsOf, withFields } from '#sync/fields.ts'
import type { FieldWriter } from '#sync/merge.ts'
import type { Operation } from '#sync/operation.ts'
import type { KeptRecord } from '../storage/record-store.ts'

/** The part of a record's definition that bringing older versions up to date rests on. */
export interface Versions {
  readonly policies: Readonly<Record<string, MergePolicy>>
  readonly upgrades: readonly Upgrade[]
}

function upgradeBody(body: Body, from: number, { upgrades }: Versions): Record<string, unknown> {
  return upgrades
    .slice(from - 1)
    .reduce<Record<string, unknown>>((older, upgrade) => upgrade(older), { ...body })
}

/**
 * An operation of an older build, in the fields of this one.
 *
 * A change is upgraded as two small bodies, what was and what is, and what then differs between them
 * is the change: whatever a step adds by itself, it adds to both and so to neither.
 */
export function upcastOperation(op: Operation, versions: Versions): Operation {
  if (op.schema === schemaVersion(versions)) return op
  const after = upgradeBody(withFields({}, op.set, versions.policies), op.schema, versions)
  if (op.action === 'create') return { ...op, set: fieldsOf(after, versions.policies), was: {} }
  const before = upgradeBody(withFields({}, op.was, versions.policies), op.schema, versions)
  return { ...op, ...changedFields(before, after, versions.policies) }
}

/**
 * A record stored by an older build, in the fields of this one. A field that a step made has no writer
 * of its own and counts as written by the record's newest one, so that nobody overwrites it unseen.
 *
 * @throws {RangeError} when a newer build stored it
 */
export function upcastRecord(record: KeptRecord, versions: Versions): KeptRecord {
  const newest = schemaVersion(versions)
  if (record.schema === newest) return record
  if (record.schema > newest) throw new RangeError(`${record.id} was stored by a newer build`)
  const body = upgradeBody(record.body, record.schema, versions)
  const last = Object.values(record.writers).reduce<FieldWriter | undefined>(
    (latest, writer) => (latest === undefined || writer.rev > latest.rev ? writer : latest),
    undefined,
  )
  const writers = { ...record.writers }
  for (const path of Object.keys(fieldsOf(body, versions.policies))) {
    const known = writers[path] ?? last
    if (known !== undefined) writers[path] = known
  }
  return { ...record, schema: newest, body, writers }
}
