import type { Database, RecordRow } from './database.ts'
import { type EntryFilter, isBetween, rowFits } from './find-filter.ts'
import { wordsIn } from './find-keys.ts'
import { daysOf, newestFirst, walk, walkSome } from './walk-days.ts'

/** Words of more notes than this narrow nothing down. */
const COMMON = 500

/** So many entries are read by their ids without a look among the latest first. */
const FEW = 200

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
  const met = ids.length <= FEW ? null : await walkSome(days, wanted, fits, ids.length)
  if (met !== null) return met
  const rows = (await db.records.bulkGet([...ids])).flatMap((row) => row ?? [])
  return newestFirst(rows.filter((row) => fits(row) && isBetween(row, filter))).slice(0, wanted)
}

/** Ids of entries whose notes have all of those words that are not common; null where all of them are. */
async function idsWith(db: Database, words: readonly string[]): Promise<readonly string[] | null> {
  const each = await Promise.all(
    words.map((word) =>
      db.records
        .where('noteWords')
        .startsWith(word)
        .limit(COMMON + 1)
        .primaryKeys(),
    ),
  )
  const [first, ...others] = each.filter((ids) => ids.length <= COMMON).map((ids) => new Set(ids))
  return first === undefined ? null : [...first].filter((id) => others.every((ids) => ids.has(id)))
}
