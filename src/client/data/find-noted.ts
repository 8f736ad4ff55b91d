import type { Database, RecordRow } from './database.ts'
import { type EntryFilter, isBetween, rowFits } from './find-filter.ts'
import { wordsIn } from './find-keys.ts'
import { daysOf, newestFirst, walk } from './walk-days.ts'

/** A word that begins words of more notes than this narrows nothing down. */
const COMMON = 5_000

/**
 * The newest entries in whose notes each word begins a word. Words that are rare, by themselves or together,
 * are read from their index; those that are common are met by going back in time.
 */
export async function rowsNoted(
  db: Database,
  filter: EntryFilter,
  wanted: number,
): Promise<readonly RecordRow[]> {
  const words = wordsIn(filter.words.join(' '))
  if (words.length === 0) return []
  const fits = (row: RecordRow): boolean =>
    rowFits(row, filter) &&
    words.every((word) => row.noteWords?.some((noted) => noted.startsWith(word)) === true)
  const days = daysOf(db, filter, '[noted+id]')
  const ids = await idsWith(db, words)
  if (ids === null) return walk(days, wanted, fits)
  // So many of all notes fit, that going back in time meets enough of them sooner.
  const noted = await db.records.where('[noted+id]').above(['']).count()
  if (ids.length ** 2 > wanted * noted) return walk(days, wanted, fits)
  const rows = (await db.records.bulkGet([...ids])).flatMap((row) => row ?? [])
  return newestFirst(rows.filter((row) => fits(row) && isBetween(row, filter))).slice(0, wanted)
}

/** Ids of entries whose notes have all of those words that are not common; null where all of them are. */
async function idsWith(db: Database, words: readonly string[]): Promise<readonly string[] | null> {
  const having = (word: string) => db.records.where('noteWords').startsWith(word)
  const counts = await Promise.all(words.map(async (word) => ({ word, count: await having(word).count() })))
  const rare = counts.filter(({ count }) => count <= COMMON)
  if (rare.length === 0) return null
  const [first = [], ...others] = await Promise.all(rare.map(({ word }) => having(word).primaryKeys()))
  const sets = others.map((ids) => new Set(ids))
  return [...new Set(first)].filter((id) => sets.every((set) => set.has(id)))
}
