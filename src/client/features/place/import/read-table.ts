import type { ImportTable } from '#domain/place/import-figures.ts'

/** Reads comma-separated text, whatever its line ends; rows that are blank all through are left out. */
export async function readTable(text: string): Promise<ImportTable> {
  // Few ever open this: the reader comes when it is wanted.
  const { default: Papa } = await import('papaparse')
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' })
  const [columns = [], ...rows] = data
  return { columns: columns.map((column) => column.trim()), rows }
}
