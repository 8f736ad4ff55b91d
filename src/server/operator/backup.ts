import { existsSync } from 'node:fs'
import { StartProblem } from '../start-problem.ts'
import type { RecordStore } from '../storage/record-store.ts'
import { counted, type OperatorDeps, type Report, serviceOf } from './command.ts'
import { writeWholeFile } from './whole-file.ts'
import { writeBackup } from './write-backup.ts'

/**
 * Writes everything of one moment into a file while the server goes on, and only once it is on disk tells
 * the tablets what is in it: they may then forget their own copies of what they sent.
 *
 * @throws {StartProblem} when there is a file of that name; a backup never takes another's place
 */
export async function backup(
  { store, clock, app }: Pick<OperatorDeps, 'store' | 'clock' | 'app'>,
  path: string,
): Promise<Report> {
  if (existsSync(path)) throw new StartProblem(`There is a file ${path} already. Give another name.`)
  const { id, name, epoch } = await serviceOf(store)
  // Before the dump begins: what has arrived by now is in it, and what arrives meanwhile may not be.
  const through = await arrivedThrough(store)
  const about = { service: { id, name }, epoch, savedAt: clock(), app }
  const { rows, hash } = await writeWholeFile(path, (file) => writeBackup(file, about, store.dump))
  await store.markDurable(through)
  const held = [
    counted(rows['records'] ?? 0, 'record'),
    counted(rows['operations'] ?? 0, 'operation'),
    counted(rows['tablets'] ?? 0, 'tablet'),
  ]
  return {
    lines: [`Saved ${path}: ${held.join(', ')}`],
    document: { file: path, service: id, epoch, rows, hash },
  }
}

/** How far each tablet's operations have arrived without a gap. */
async function arrivedThrough(
  store: Pick<RecordStore, 'listTablets' | 'arrivalsOf'>,
): Promise<ReadonlyMap<string, number>> {
  const through = new Map<string, number>()
  for (const { lineage } of await store.listTablets()) {
    through.set(lineage, (await store.arrivalsOf(lineage)).through)
  }
  return through
}
