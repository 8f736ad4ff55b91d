import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import * as v from 'valibot'
import type { DumpRow } from '../storage/record-store.ts'
import {
  BACKUP_FORMAT,
  backupHeaderSchema,
  type BackupHeader,
  backupRowSchema,
  type BackupTrailer,
  BACKUP_VERSION,
  backupTrailerSchema,
} from './backup-file.ts'

/** Rows handed on at once. */
const ROWS_AT_A_TIME = 200
/** Far above any row; a file that is damaged may seem to hold a line without end. */
const LINE_MAX_LENGTH = 64 * 1024 * 1024
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b])

export type BackupFault = 'not-ours' | 'newer-version' | 'damaged'

/** A file that is not a whole backup. */
export class BackupFileError extends Error {
  readonly fault: BackupFault
  constructor(fault: BackupFault, cause?: unknown) {
    super(`Not a whole backup: ${fault}`, { cause })
    this.fault = fault
  }
}

/** What a backup says of itself. @throws {BackupFileError} */
export async function readBackupHeader(path: string): Promise<BackupHeader> {
  for await (const line of linesOf(path)) return headerOf(line)
  throw new BackupFileError('not-ours')
}

/** Reads a backup through and sees that every byte is as it was written. @throws {BackupFileError} */
export async function checkBackup(path: string): Promise<BackupTrailer['rows']> {
  const counts: Record<string, number> = {}
  for await (const { table, rows } of readBackupRows(path)) counts[table] = (counts[table] ?? 0) + rows.length
  return counts
}

interface RowsOfTable {
  readonly table: string
  readonly rows: readonly DumpRow[]
}

/** The rows of a backup, as a store loads them. @throws {BackupFileError} at its end when it was not whole */
export async function* readBackupRows(path: string): AsyncGenerator<RowsOfTable, void, undefined> {
  const hash = createHash('sha256')
  const counts: Record<string, number> = {}
  let trailer: BackupTrailer | null = null
  let isFirst = true
  let batch: { table: string; rows: DumpRow[] } = { table: '', rows: [] }
  for await (const line of linesOf(path)) {
    if (trailer !== null) throw new BackupFileError('damaged')
    trailer = trailerOf(line)
    if (trailer !== null) continue
    hash.update(`${line}\n`)
    if (isFirst) {
      headerOf(line)
      isFirst = false
      continue
    }
    const { table, row } = rowOf(line)
    if (batch.table !== table || batch.rows.length === ROWS_AT_A_TIME) {
      if (batch.rows.length > 0) yield batch
      batch = { table, rows: [] }
    }
    batch.rows.push(row)
    counts[table] = (counts[table] ?? 0) + 1
  }
  if (batch.rows.length > 0) yield batch
  if (trailer === null || trailer.hash !== hash.digest('hex') || !isSame(trailer.rows, counts)) {
    throw new BackupFileError('damaged')
  }
}

function isSame(left: BackupTrailer['rows'], right: BackupTrailer['rows']): boolean {
  const tables = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...tables].every((table) => left[table] === right[table])
}

async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  if (!(await isGzip(path))) throw new BackupFileError('not-ours')
  // A failure of either ends the iteration below with it.
  const unzipped = pipeline(createReadStream(path), createGunzip(), () => {}).setEncoding('utf8')
  let rest = ''
  try {
    for await (const chunk of unzipped) {
      // A stream with an encoding gives text.
      rest += chunk as string
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LINE_MAX_LENGTH) throw new BackupFileError('damaged')
      yield* lines
    }
  } catch (error) {
    const isZip = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
    throw isZip ? new BackupFileError('damaged', error) : error
  }
  if (rest !== '') throw new BackupFileError('damaged')
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2)
    return buffer.equals(GZIP_MAGIC)
  } finally {
    await file.close()
  }
}

function headerOf(line: string): BackupHeader {
  const header = v.safeParse(backupHeaderSchema, parseJson(line))
  if (header.success) return header.output
  const named = v.safeParse(
    v.object({ format: v.literal(BACKUP_FORMAT), version: v.number() }),
    parseJson(line),
  )
  if (!named.success) throw new BackupFileError('not-ours')
  throw new BackupFileError(named.output.version > BACKUP_VERSION ? 'newer-version' : 'damaged')
}

function trailerOf(line: string): BackupTrailer | null {
  if (!line.startsWith('{"end":')) return null
  const trailer = v.safeParse(backupTrailerSchema, parseJson(line))
  return trailer.success ? trailer.output : null
}

function rowOf(line: string): v.InferOutput<typeof backupRowSchema> {
  const row = v.safeParse(backupRowSchema, parseJson(line))
  if (!row.success) throw new BackupFileError('damaged')
  return row.output
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
