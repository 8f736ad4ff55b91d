import type { EnrolmentCode, EnrolProblem, NewTablet, RecordStore, Tablet } from '../record-store.ts'
import { tabletOf } from '../sql/rows.ts'
import type { TabletsTable } from '../sql/schema.ts'
import { inOrder, type MemoryTables } from './tables.ts'

export function addCode(
  { codes }: MemoryTables,
  serviceId: string,
  code: Omit<EnrolmentCode, 'usedAt'>,
  createdAt: number,
): void {
  if (codes.has(code.codeHash)) throw new Error('There is such a code already')
  codes.set(code.codeHash, {
    service_id: serviceId,
    code_hash: code.codeHash,
    site_id: code.siteId,
    created_at: createdAt,
    expires_at: code.expiresAt,
    used_at: null,
    first: code.first ? 1 : 0,
  })
}

export function clearFirstCode({ codes }: MemoryTables): 'used' | 'unused' {
  const first = [...codes.values()].filter((code) => code.first === 1)
  for (const code of first) if (code.used_at === null) codes.delete(code.code_hash)
  return first.some((code) => code.used_at !== null) ? 'used' : 'unused'
}

export function enrol(
  tables: MemoryTables,
  serviceId: string,
  codeHash: string,
  tablet: NewTablet,
  now: number,
): 'enrolled' | EnrolProblem {
  const holder = hasCredential(tables, tablet.credentialHash)
  if (holder !== undefined && holder.lineage !== tablet.lineage) return 'not-this-tablet'
  const code = tables.codes.get(codeHash)
  if (code === undefined) return 'code-unknown'
  if (code.used_at !== null) return 'code-used'
  if (code.expires_at !== null && code.expires_at <= now) return 'code-expired'
  const before = tables.tablets.get(tablet.lineage)
  putTablet(tables, {
    service_id: serviceId,
    lineage: tablet.lineage,
    credential_hash: tablet.credentialHash,
    site_id: tablet.siteId,
    person_id: tablet.personId,
    person_name: tablet.personName,
    enrolled_at: now,
    last_seen_at: now,
    revoked_at: null,
    durable_through: before?.durable_through ?? 0,
    heartbeat: before?.heartbeat ?? null,
    first_n: before?.first_n ?? tablet.firstN ?? 1,
  })
  tables.codes.set(codeHash, { ...code, used_at: now })
  return 'enrolled'
}

function hasCredential({ tablets }: MemoryTables, hash: string): TabletsTable | undefined {
  return [...tablets.values()].find((row) => row.credential_hash === hash)
}

function putTablet(tables: MemoryTables, row: TabletsTable): void {
  const holder = hasCredential(tables, row.credential_hash)
  if (holder !== undefined && holder.lineage !== row.lineage) {
    throw new Error('Two tablets have one credential')
  }
  tables.tablets.set(row.lineage, row)
}

export function findTablet(tables: MemoryTables, credentialHash: string): Tablet | null {
  const row = hasCredential(tables, credentialHash)
  return row === undefined || row.revoked_at !== null ? null : tabletOf(row)
}

export function listTablets({ tablets }: MemoryTables): readonly Tablet[] {
  return [...tablets.values()]
    .toSorted((left, right) => left.enrolled_at - right.enrolled_at || inOrder(left.lineage, right.lineage))
    .map(tabletOf)
}

export function changeTablet(
  { tablets }: MemoryTables,
  lineage: string,
  change: (row: TabletsTable) => Partial<TabletsTable>,
): void {
  const row = tablets.get(lineage)
  if (row !== undefined) tablets.set(lineage, { ...row, ...change(row) })
}

export function revokeTablet(tables: MemoryTables, lineage: string, at: number): boolean {
  const row = tables.tablets.get(lineage)
  if (row === undefined || row.revoked_at !== null) return false
  changeTablet(tables, lineage, () => ({ revoked_at: at }))
  return true
}

export function forkTablet(
  tables: MemoryTables,
  from: string,
  { lineage, credentialHash, firstN }: Parameters<RecordStore['forkTablet']>[1],
  now: number,
): boolean {
  const made = tables.tablets.get(lineage)
  if (made !== undefined) return made.credential_hash === credentialHash
  const row = tables.tablets.get(from)
  if (row === undefined || hasCredential(tables, credentialHash) !== undefined) return false
  putTablet(tables, {
    ...row,
    lineage,
    credential_hash: credentialHash,
    enrolled_at: now,
    last_seen_at: now,
    durable_through: 0,
    heartbeat: null,
    first_n: firstN,
  })
  return true
}
