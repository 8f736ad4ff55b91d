import { createHash } from 'node:crypto'
import { type FileHandle, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import {
  BACKUP_FORMAT,
  BACKUP_VERSION,
  type BackupHeader,
  type BackupTrailer,
  type WriteRows,
} from './backup-file.ts'

type About = Omit<BackupHeader, 'format' | 'version'>
type Dump = (write: WriteRows) => Promise<void>

/** Writes a backup of what `dump` hands over. Holds a few rows at a time, however many there are. */
export async function writeBackup(file: FileHandle, about: About, dump: Dump): Promise<BackupTrailer> {
  const { readable, writable } = new TransformStream<string, string>()
  const storing = pipeline(Readable.fromWeb(readable), createGzip(), (zipped) => writeFile(file, zipped))
  // Both must have come to an end before the file may be closed, whichever of them failed.
  const [written, stored] = await Promise.allSettled([writeLines(writable, about, dump), storing])
  if (stored.status === 'rejected') throw stored.reason
  if (written.status === 'rejected') throw written.reason
  return written.value
}

async function writeLines(
  writable: WritableStream<string>,
  about: About,
  dump: Dump,
): Promise<BackupTrailer> {
  const lines = writable.getWriter()
  const hash = createHash('sha256')
  const rows: Record<string, number> = {}
  const put = async (values: readonly object[]): Promise<void> => {
    const text = values.map((value) => `${JSON.stringify(value)}\n`).join('')
    hash.update(text)
    // Waits while the disk is behind.
    await lines.write(text)
  }
  try {
    await put([{ format: BACKUP_FORMAT, version: BACKUP_VERSION, ...about } satisfies BackupHeader])
    await dump(async (table, dumped) => {
      rows[table] = (rows[table] ?? 0) + dumped.length
      await put(dumped.map((row) => ({ table, row })))
    })
    const trailer: BackupTrailer = { end: BACKUP_FORMAT, rows, hash: hash.digest('hex') }
    await lines.write(`${JSON.stringify(trailer)}\n`)
    await lines.close()
    return trailer
  } catch (error) {
    // It may have failed because the stream is gone already.
    await lines.abort(error).catch(() => {})
    throw error
  }
}
