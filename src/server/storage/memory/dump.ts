import { asShared, type DumpTable, dumpTableOf, readDumpRows, withoutSums } from '../dump-format.ts'
import type { DumpRow, RecordStore } from '../record-store.ts'
import { assertService } from '../sql/rows.ts'
import type { ScopesTable } from '../sql/schema.ts'
import { emptyTables, type MemoryTables, serviceOf } from './tables.ts'

const PAGE = 500

export async function dump(tables: MemoryTables, write: Parameters<RecordStore['dump']>[0]): Promise<void> {
  await write('service', [{ ...serviceOf(tables) }])
  const all: Record<Exclude<DumpTable, 'service'>, Iterable<{ service_id?: string }>> = {
    scopes: Array.from(tables.scopes.values(), withoutSumsState),
    records: tables.records.values(),
    operations: tables.operations.values(),
    tablets: tables.tablets.values(),
    enrolment_codes: tables.codes.values(),
  }
  for (const [table, values] of Object.entries(all)) {
    const rows = Array.from(values, withoutService)
    for (let start = 0; start < rows.length; start += PAGE)
      await write(table, rows.slice(start, start + PAGE))
  }
}

function withoutSumsState(row: ScopesTable): Omit<ScopesTable, 'sums_version' | 'sums_seq'> {
  const { sums_version: _, sums_seq: __, ...rest } = row
  return rest
}

function withoutService(row: { readonly service_id?: string }): DumpRow {
  const { service_id: _, ...rest } = row
  return rest
}

/** Reads a whole copy first, so that a damaged one changes nothing. */
export async function readDump(
  read: Parameters<RecordStore['load']>[0],
  serviceId: string,
  epoch: string,
): Promise<MemoryTables> {
  const tables = emptyTables()
  for await (const { table, rows } of read()) putRows(tables, serviceId, dumpTableOf(table), rows)
  if (tables.service === null) throw new Error('The copy holds no service')
  assertService(serviceId, tables.service.id)
  tables.service = { ...tables.service, epoch, shared_epoch: tables.service.epoch }
  return tables
}

function putRows(tables: MemoryTables, service_id: string, table: DumpTable, rows: readonly DumpRow[]): void {
  switch (table) {
    case 'service':
      tables.service = readDumpRows(table, rows)[0] ?? null
      return
    case 'scopes':
      for (const row of withoutSums(readDumpRows(table, rows)))
        tables.scopes.set(row.id, { ...row, service_id })
      return
    case 'records':
      for (const row of asShared(readDumpRows(table, rows)))
        tables.records.set(row.id, { ...row, service_id })
      return
    case 'operations':
      for (const row of readDumpRows(table, rows)) tables.operations.set(row.op_id, { ...row, service_id })
      return
    case 'tablets':
      for (const row of readDumpRows(table, rows)) tables.tablets.set(row.lineage, { ...row, service_id })
      return
    case 'enrolment_codes':
      for (const row of readDumpRows(table, rows)) {
        // A code that was not used may be lying about since the copy was made.
        if (row.used_at !== null) tables.codes.set(row.code_hash, { ...row, service_id })
      }
      return
  }
}
