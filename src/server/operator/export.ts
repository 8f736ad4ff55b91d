import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import * as v from 'valibot'
import { privateFields, publicBody, withoutPrivate } from '#domain/records/privacy.ts'
import { StartProblem } from '../start-problem.ts'
import type { KeptRecord, LedgerOperation, RecordStore } from '../storage/record-store.ts'
import { counted, type OperatorDeps, type Report, serviceOf } from './command.ts'
import { columnsOf } from './csv-columns.ts'

const ROWS_AT_A_TIME = 500
const LEDGER = 'operations.jsonl'
/** A spreadsheet takes the file for UTF-8 only when it begins so. */
const BYTE_ORDER_MARK = '\uFEFF'
/** A cell that begins so would be run by a spreadsheet. The library's own pattern lets texts of several lines through. */
const FORMULA_START = /^[=+\-@\t\r\n]/

/**
 * Writes what the database holds for people and other programs: a CSV file for each kind of record, and
 * every operation as a line of JSON. No credential or code is in it. Not a backup: it cannot be restored.
 *
 * @throws {StartProblem} when the folder holds something already
 */
export async function exportAll({ store }: Pick<OperatorDeps, 'store'>, folder: string): Promise<Report> {
  await serviceOf(store)
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0) {
    throw new StartProblem(`The folder ${folder} is not empty. Name a new one.`)
  }
  const records = await exportRecords(store, folder)
  const operations = await exportLedger(store, folder)
  const kinds = Object.entries(records).toSorted(([left], [right]) => left.localeCompare(right))
  return {
    lines: [
      ...kinds.map(([kind, count]) => `${join(folder, `${kind}.csv`)}: ${counted(count, 'record')}`),
      `${join(folder, LEDGER)}: ${counted(operations, 'operation')}`,
    ],
    document: { folder, records, operations },
  }
}

async function exportRecords(
  store: Pick<RecordStore, 'recordsAfter'>,
  folder: string,
): Promise<Readonly<Record<string, number>>> {
  const files = new Map<string, FileHandle>()
  const counts: Record<string, number> = {}
  try {
    for await (const page of pagesOf(store.recordsAfter, ({ id }) => id)) {
      for (const kind of new Set(page.map((record) => record.kind))) {
        const records = page.filter((record) => record.kind === kind)
        const isNew = !files.has(kind)
        const file = files.get(kind) ?? (await open(join(folder, `${kind}.csv`), 'wx', 0o600))
        files.set(kind, file)
        counts[kind] = (counts[kind] ?? 0) + records.length
        await file.appendFile(csvOf(kind, records, isNew))
      }
    }
  } finally {
    for (const file of files.values()) await file.close()
  }
  return counts
}

function csvOf(kind: string, records: readonly KeptRecord[], isNew: boolean): string {
  const columns = columnsOf(kind)
  const table = {
    fields: columns.map(({ heading }) => heading),
    data: records.map((record) => {
      const shown = { ...record, body: publicBody(kind, record.body) }
      return columns.map(({ cell }) => cell(shown))
    }),
  }
  const text = Papa.unparse(table, { header: isNew, escapeFormulae: FORMULA_START, newline: '\r\n' })
  return `${isNew ? BYTE_ORDER_MARK : ''}${text}\r\n`
}

async function exportLedger(store: Pick<RecordStore, 'operationsAfter'>, folder: string): Promise<number> {
  const file = await open(join(folder, LEDGER), 'wx', 0o600)
  let operations = 0
  try {
    for await (const page of pagesOf(store.operationsAfter, ({ opId }) => opId)) {
      operations += page.length
      await file.appendFile(page.map((operation) => `${JSON.stringify(exported(operation))}\n`).join(''))
    }
  } finally {
    await file.close()
  }
  return operations
}

/** What stays with a site is in no export: what a volunteer is called there, in whatever change it stands. */
function exported(operation: LedgerOperation): LedgerOperation {
  const read = v.safeParse(changeSchema, parsed(operation.payload))
  if (!read.success || privateFields(read.output.kind).size === 0) return operation
  const { kind, set, was } = read.output
  const change = { ...read.output, set: withoutPrivate(kind, set), was: withoutPrivate(kind, was) }
  return { ...operation, payload: JSON.stringify(change) }
}

const valuesSchema = v.record(v.string(), v.unknown())
const changeSchema = v.looseObject({ kind: v.string(), set: valuesSchema, was: valuesSchema })

/** What cannot be read as JSON was never taken, and is exported as it came. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

async function* pagesOf<Row>(
  read: (after: string, limit: number) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): AsyncGenerator<readonly Row[], void> {
  let last = ''
  for (;;) {
    const page = await read(last, ROWS_AT_A_TIME)
    const end = page.at(-1)
    if (end === undefined) return
    yield page
    last = keyOf(end)
  }
}
