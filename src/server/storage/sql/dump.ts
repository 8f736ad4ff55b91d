import type { Transaction } from 'kysely'
import {
  asShared,
  DUMP_KEYS,
  type DumpTable,
  dumpTableOf,
  dumpTables,
  readDumpRows,
  withoutSums,
} from '../dump-format.ts'
import type { DumpRow, RecordStore } from '../record-store.ts'
import { inChunks } from './chunks.ts'
import type { SqlPlace } from './engine.ts'
import { assertService } from './rows.ts'
import type { Tables } from './schema.ts'

const PAGE = 500

type WriteRows = Parameters<RecordStore['dump']>[0]
type ReadRows = Parameters<RecordStore['load']>[0]

export async function dump({ db, engine, serviceId }: SqlPlace, write: WriteRows): Promise<void> {
  await engine.longSnapshot(db, async (transaction) => {
    const service = await transaction
      .selectFrom('service')
      .selectAll()
      .where('id', '=', serviceId)
      .executeTakeFirstOrThrow()
    await write('service', [plainRow('service', { ...service })])
    for (const table of PAGED) await dumpTable(transaction, serviceId, table, write)
  })
}

type PagedTable = keyof typeof DUMP_KEYS

// The keys of an object that nothing adds to.
const PAGED = Object.keys(DUMP_KEYS) as readonly PagedTable[]

async function dumpTable(
  transaction: Transaction<Tables>,
  serviceId: string,
  table: PagedTable,
  write: WriteRows,
): Promise<void> {
  const key = DUMP_KEYS[table]
  let after: string | null = null
  for (;;) {
    const { ref } = transaction.dynamic
    let query = transaction
      .selectFrom(table)
      .selectAll()
      .where('service_id', '=', serviceId)
      .orderBy(ref(key))
      .limit(PAGE)
    if (after !== null) query = query.where(ref(key), '>', after)
    const rows = (await query.execute()).map((row) => plainRow(table, { ...row }))
    if (rows.length > 0) await write(table, rows)
    if (rows.length < PAGE) return
    after = String(rows.at(-1)?.[key])
  }
}

/** A row without the service's id, and with numbers where PostgreSQL gives strings. */
function plainRow(table: DumpTable, row: Record<string, string | number | null>): DumpRow {
  const plain: Record<string, string | number | null> = {}
  for (const [column, schema] of Object.entries(dumpTables[table].entries)) {
    const value = row[column] ?? null
    const isText =
      schema.type === 'string' || (schema.type === 'nullable' && schema.wrapped.type === 'string')
    plain[column] = value === null || isText || schema.type === 'picklist' ? value : Number(value)
  }
  return plain
}

/** Runs in one transaction: a copy that turns out to be damaged leaves nothing behind. */
export async function load(
  { db, engine, serviceId }: SqlPlace,
  read: ReadRows,
  epoch: string,
): Promise<void> {
  await engine.write(db, async (transaction) => {
    let found = false
    for await (const { table: name, rows } of read()) {
      const table = dumpTableOf(name)
      if (table === 'service') {
        await loadService(transaction, serviceId, rows, epoch)
        found = true
      } else if (!found) {
        throw new Error('The copy does not begin with its service')
      } else {
        await loadTable(transaction, serviceId, table, rows)
      }
    }
    if (!found) throw new Error('The copy holds no service')
  })
}

async function loadService(
  transaction: Transaction<Tables>,
  serviceId: string,
  rows: readonly DumpRow[],
  epoch: string,
): Promise<void> {
  for (const service of readDumpRows('service', rows)) {
    assertService(serviceId, service.id)
    const written = await transaction
      .insertInto('service')
      .values({ ...service, epoch, shared_epoch: service.epoch })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (written.numInsertedOrUpdatedRows !== 1n) throw new Error(`The service ${serviceId} is there already`)
  }
}

async function loadTable(
  transaction: Transaction<Tables>,
  serviceId: string,
  table: PagedTable,
  rows: readonly DumpRow[],
): Promise<void> {
  // The service's id, and what a row may have besides.
  const columns = Object.keys(dumpTables[table].entries).length + 3
  const put = <Row extends object>(
    parsed: readonly Row[],
    insert: (chunk: readonly (Row & { service_id: string })[]) => Promise<unknown>,
  ) =>
    inChunks(
      parsed.map((row) => ({ ...row, service_id: serviceId })),
      columns,
      async (chunk) => void (await insert(chunk)),
    )
  switch (table) {
    case 'scopes':
      return put(withoutSums(readDumpRows(table, rows)), (chunk) =>
        transaction.insertInto(table).values(chunk).execute(),
      )
    case 'records':
      return put(asShared(readDumpRows(table, rows)), (chunk) =>
        transaction.insertInto(table).values(chunk).execute(),
      )
    case 'operations':
      return put(readDumpRows(table, rows), (chunk) => transaction.insertInto(table).values(chunk).execute())
    case 'tablets':
      return put(readDumpRows(table, rows), (chunk) => transaction.insertInto(table).values(chunk).execute())
    case 'enrolment_codes':
      // A code that was not used may be lying about since the copy was made.
      return put(
        readDumpRows(table, rows).filter((code) => code.used_at !== null),
        (chunk) => transaction.insertInto(table).values(chunk).execute(),
      )
  }
}
