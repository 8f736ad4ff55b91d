import { StartProblem } from '../start-problem.ts'
import type { Service } from '../storage/record-store.ts'
import type { BackupHeader, BackupTrailer } from './backup-file.ts'
import { counted, type OperatorDeps, type Report } from './command.ts'
import {
  type BackupFault,
  BackupFileError,
  checkBackup,
  readBackupHeader,
  readBackupRows,
} from './read-backup.ts'

const FAULTS: Record<BackupFault, string> = {
  'not-ours': 'is not a backup of Branchline',
  'newer-version': 'was written by a newer Branchline. Update this one first',
  damaged: 'is damaged: it is not as it was written, or a part is missing. Use another copy',
}

/** A backup that was read through and is whole. */
interface WholeBackup {
  readonly path: string
  readonly header: BackupHeader
  readonly rows: BackupTrailer['rows']
}

/** Reads a backup through, before any database is opened. @throws {StartProblem} when it is not whole, or of another service */
export async function openBackup(path: string, service: Pick<Service, 'id' | 'name'>): Promise<WholeBackup> {
  const [header, rows] = await orProblem(path, async () => [
    await readBackupHeader(path),
    await checkBackup(path),
  ])
  if (header.service.id !== service.id) {
    throw new StartProblem(
      `${path} is a backup of ${header.service.name}; this server is for ${service.name}. Nothing was written.`,
    )
  }
  return { path, header, rows }
}

/**
 * Fills an empty database from a backup, of whichever engine it came from. The server begins a new history
 * with it, by which the tablets see that they must send again what the backup does not hold.
 *
 * @throws {StartProblem} with nothing written, when the database is not empty
 */
export async function restore(
  { store, newId }: Pick<OperatorDeps, 'store' | 'newId'>,
  { path, header, rows }: WholeBackup,
): Promise<Report> {
  if ((await store.readService()) !== null) {
    throw new StartProblem(
      'The database is not empty, and a backup is only ever put into an empty one. Stop the server, set DATA_DIR to a new folder or DATABASE_URL to a new database, and restore there.',
    )
  }
  const epoch = newId()
  // Read again and checked again: a file that has changed meanwhile leaves nothing behind either.
  await orProblem(path, () => store.load(() => readBackupRows(path), epoch))
  const held = [counted(rows['records'] ?? 0, 'record'), counted(rows['operations'] ?? 0, 'operation')]
  return {
    lines: [
      `Restored ${path}, saved ${new Date(header.savedAt).toISOString()}: ${held.join(', ')}`,
      `The server's history is now ${epoch}. Tablets send again what the backup does not hold.`,
    ],
    document: { file: path, service: header.service.id, savedAt: header.savedAt, epoch, rows },
  }
}

async function orProblem<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof BackupFileError)) throw error
    throw new StartProblem(`${path} ${FAULTS[error.fault]}. Nothing was written.`, { cause: error })
  }
}
