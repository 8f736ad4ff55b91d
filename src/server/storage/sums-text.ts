import type { Cell } from '#domain/measures/cell.ts'

type Cells = Readonly<Record<string, Cell>>
type CellNumbers = readonly [entries: number, amount?: number, notCounted?: number, ...scaled: number[]]

/** Cells as a row keeps them: the parts of each in the order of `Cell`, less the noughts at the end. */
export function cellsText(cells: Cells): string {
  const kept = Object.entries(cells).map(([key, { entries, amount, notCounted, sampled, estimated }]) => {
    const numbers = [entries, amount, notCounted, sampled, estimated]
    return [key, numbers.slice(0, numbers.findLastIndex((number) => number !== 0) + 1)]
  })
  return JSON.stringify(Object.fromEntries(kept))
}

/** Reads what {@link cellsText} wrote; nobody else writes such rows. */
export function readCells(text: string): Cells {
  const kept = JSON.parse(text) as Readonly<Record<string, CellNumbers>>
  const cells: Record<string, Cell> = {}
  // Gone through in place: behind a county's figures stand a hundred thousand cells.
  for (const key in kept) {
    const [entries = 0, amount = 0, notCounted = 0, sampled = 0, estimated = 0] = kept[key] ?? []
    cells[key] = { entries, amount, notCounted, sampled, estimated }
  }
  return cells
}
