import type { Table } from 'dexie'

/** So few are asked for one by one. */
const FEW = 3

interface Asked<Row, Key> {
  /** The index that the keys are of; left out for the rows' own keys. */
  readonly index?: string
  readonly keys: readonly Key[]
  readonly keyOf: (row: Row) => Key
}

/**
 * The rows that have one of some keys, in no order. Each question costs the browser a message there and one
 * back, so where few other rows lie between the first key and the last, all between them are read in one go:
 * what is settled together was mostly made together.
 */
export async function rowsByKey<Row, Key extends string | number>(
  table: Table<Row>,
  { index = ':id', keys, keyOf }: Asked<Row, Key>,
): Promise<readonly Row[]> {
  const [first, ...others] = keys.length <= FEW ? keys : keys.toSorted((a, b) => (a < b ? -1 : Number(a > b)))
  if (first === undefined) return []
  if (keys.length > FEW) {
    // No more than decide it: between an old record and a new one may lie all there are.
    const lying = table
      .where(index)
      .between(first, others.at(-1) ?? first, true, true)
      .limit(2 * keys.length + 1)
    const found = (await lying.primaryKeys()).length
    if (found === 0) return []
    if (found <= 2 * keys.length) {
      const wanted = new Set(keys)
      return (await lying.toArray()).filter((row) => wanted.has(keyOf(row)))
    }
  }
  const each = await Promise.all(keys.map((key) => table.where(index).equals(key).toArray()))
  return each.flat()
}
