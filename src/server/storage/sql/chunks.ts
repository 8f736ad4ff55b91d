/** SQLite takes 32,766 bound values in one statement and PostgreSQL 65,535. */
const MAX_VALUES = 32_000

/**
 * Writes rows in as few statements as the engines' limits allow. A push never needs more than one
 * for each table, since a full batch is 200 operations; loading the reference data may.
 */
export async function inChunks<Row>(
  rows: readonly Row[],
  valuesEach: number,
  write: (chunk: readonly Row[]) => Promise<void>,
): Promise<void> {
  const size = Math.floor(MAX_VALUES / valuesEach)
  for (let start = 0; start < rows.length; start += size) await write(rows.slice(start, start + size))
}
