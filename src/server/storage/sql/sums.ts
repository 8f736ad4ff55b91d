import { sql, type Transaction } from 'kysely'
import { CONTRIBUTIONS_VERSION } from '#domain/measures/contributions.ts'
import type { MonthSums } from '#domain/measures/month-sums.ts'
import { packCells, type PackedCells, packedWithChanges } from '#domain/measures/packed-cells.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { areKept, sumsOfPages } from '../kept-sums.ts'
import type { KeptRecord, LastDays, SumsAsked } from '../record-store.ts'
import { cellsText, packedIn, readCells } from '../sums-text.ts'
import { inChunks } from './chunks.ts'
import type { SqlPlace } from './engine.ts'
import { recordOf } from './rows.ts'
import type { Tables } from './schema.ts'

const RECORDS_AT_A_TIME = 2000

const SUMS_STATE = ['sums_version', 'sums_seq', 'head_seq'] as const

/** Brings kept sums along: one statement that reads and one that writes, however many records changed. */
export async function changeSums(
  transaction: Transaction<Tables>,
  serviceId: string,
  changes: readonly MonthSums[],
): Promise<void> {
  if (changes.length === 0) return
  const kept = await transaction
    .selectFrom('sums')
    .select(['scope', 'month', 'cells'])
    .where('service_id', '=', serviceId)
    .where('month', 'in', [...new Set(changes.map(({ month }) => month))])
    .where('scope', 'in', [...new Set(changes.map(({ scope }) => scope))])
    .execute()
  const cellsAt = new Map(kept.map(({ scope, month, cells }) => [`${scope} ${month}`, cells]))
  const changed = changes.map(({ scope, month, cells }): PackedMonth => {
    const before = cellsAt.get(`${scope} ${month}`)
    return { scope, month, cells: packedWithChanges(before === undefined ? {} : packedIn(before), cells) }
  })
  await writePacked(transaction, serviceId, changed)
}

export async function writeSums(
  transaction: Transaction<Tables>,
  serviceId: string,
  sums: readonly MonthSums[],
): Promise<void> {
  await writePacked(
    transaction,
    serviceId,
    sums.map((one) => ({ ...one, cells: packCells(one.cells) })),
  )
}

interface PackedMonth extends Omit<MonthSums, 'cells'> {
  readonly cells: PackedCells
}

async function writePacked(
  transaction: Transaction<Tables>,
  serviceId: string,
  sums: readonly PackedMonth[],
): Promise<void> {
  const rows = sums.map(({ scope, month, cells }) => ({
    service_id: serviceId,
    month,
    scope,
    cells: cellsText(cells),
  }))
  await inChunks(rows, 4, async (chunk) => {
    await transaction
      .insertInto('sums')
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(['service_id', 'month', 'scope'])
          .doUpdateSet((update) => ({ cells: update.ref('excluded.cells') })),
      )
      .execute()
  })
}

export async function readSums(
  transaction: Transaction<Tables>,
  serviceId: string,
  { scope, first, last }: SumsAsked,
): Promise<readonly MonthSums[] | null> {
  let scopes = transaction.selectFrom('scopes').select(SUMS_STATE).where('service_id', '=', serviceId)
  let query = transaction
    .selectFrom('sums')
    .select(['scope', 'month', 'cells'])
    .where('service_id', '=', serviceId)
  if (scope !== undefined) {
    scopes = scopes.where('id', '=', scope)
    query = query.where('scope', '=', scope)
  }
  if (first !== undefined) query = query.where('month', '>=', first)
  if (last !== undefined) query = query.where('month', '<=', last)
  if (!(await scopes.execute()).every(areKept)) return null
  return (await query.execute()).map((row) => ({ ...row, cells: readCells(row.cells) }))
}

/** Each looked up by its day: one statement, whose cost follows the scopes and not their records. */
export async function readLastDays(
  transaction: Transaction<Tables>,
  serviceId: string,
  until: readonly LocalDate[],
): Promise<readonly LastDays[]> {
  const columns = until.map(
    (end, index) => sql`(
      select max(day) from records
      where records.service_id = scopes.service_id and records.scope = scopes.id
        and records.deleted = ${sql.lit(0)} and records.day <= ${end}
    ) as ${sql.ref(`day_${index}`)}`,
  )
  const { rows } = await sql<Readonly<Record<string, string | null>>>`
    select ${sql.join([sql.ref('id'), ...columns])} from scopes where service_id = ${serviceId}
  `.execute(transaction)
  return rows.map((row) => ({
    scope: row['id'] ?? '',
    // Written from checked records' own days.
    days: until.map((_, index) => (row[`day_${index}`] ?? null) as LocalDate | null),
  }))
}

export async function scopesWithoutSums({
  db,
  serviceId,
}: Pick<SqlPlace, 'db' | 'serviceId'>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('scopes')
    .select(['id', ...SUMS_STATE])
    .where('service_id', '=', serviceId)
    .orderBy('id')
    .execute()
  return rows.filter((row) => !areKept(row)).map(({ id }) => id)
}

export async function buildSums({ db, engine, serviceId }: SqlPlace, scope: string): Promise<boolean> {
  return engine.write(db, async (transaction) => {
    const locked = await engine.lockScopes(transaction, serviceId, [scope])
    if (locked.length === 0) return false
    const sums = await sumsOfPages(recordsIn(transaction, serviceId, scope))
    await transaction
      .deleteFrom('sums')
      .where('service_id', '=', serviceId)
      .where('scope', '=', scope)
      .execute()
    await writeSums(transaction, serviceId, sums)
    await transaction
      .updateTable('scopes')
      .set((update) => ({ sums_version: CONTRIBUTIONS_VERSION, sums_seq: update.ref('head_seq') }))
      .where('service_id', '=', serviceId)
      .where('id', '=', scope)
      .execute()
    return true
  })
}

async function* recordsIn(
  transaction: Transaction<Tables>,
  serviceId: string,
  scope: string,
): AsyncGenerator<readonly KeptRecord[], void> {
  let seq = 0
  for (;;) {
    const rows = await transaction
      .selectFrom('records')
      .selectAll()
      .where('service_id', '=', serviceId)
      .where('scope', '=', scope)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(RECORDS_AT_A_TIME)
      .execute()
    const page = rows.map(recordOf)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    seq = last.seq
  }
}
