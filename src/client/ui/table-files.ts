/** A table as it was read from a file: its head, and its rows as text. */
interface FileTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Without it, spreadsheet programs take the file for another alphabet. */
const BYTE_ORDER_MARK = '\uFEFF'

/** What a cell begins with that a spreadsheet program would take for a formula, behind the mark that keeps it from it. */
const KEPT_FROM_FORMULA = /^'(?=[=+\-@\t\r])/

/**
 * Reads comma-separated text, whatever its line ends. Blank rows stay where they are, so that a problem can be
 * named by its row; those at the end are left out.
 */
export async function readTable(text: string): Promise<FileTable> {
  // Few ever open this: the reader comes when it is wanted.
  const { default: Papa } = await import('papaparse')
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''))
  const [columns = [], ...rows] = data.map((cells) =>
    cells.map((cell) => cell.replace(KEPT_FROM_FORMULA, '')),
  )
  const last = rows.findLastIndex((cells) => cells.some((cell) => cell.trim() !== ''))
  return { columns: columns.map((column) => column.trim()), rows: rows.slice(0, last + 1) }
}

/** Rows as comma-separated text for spreadsheet programs; the head is the names that the first row has. */
export async function writeTable(
  rows: readonly Readonly<Record<string, string | number | null>>[],
): Promise<string> {
  const { default: Papa } = await import('papaparse')
  // A note that begins with "=" stays a note and never becomes a formula.
  return BYTE_ORDER_MARK + Papa.unparse([...rows], { escapeFormulae: true })
}
