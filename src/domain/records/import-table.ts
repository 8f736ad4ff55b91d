/** A table as it was read from a file: its head, and its rows as text. */
export interface ImportTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The head is row 1, so what follows it begins at row 2. */
export const FIRST_ROW = 2

/** What is wrong with one cell, column or row. */
export interface ImportProblem {
  /** Row of a table, whose head is row 1 as in a spreadsheet; in words for a file that has no rows. */
  readonly row: number | string
  readonly column: string
  readonly words: string
}

/** A row that is blank all through says nothing; it is left in a table only so that the rows below keep their numbers. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** Columns that stand in the head more than once. */
export function columnsTwice(columns: readonly string[]): readonly string[] {
  return columns.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column))
}
