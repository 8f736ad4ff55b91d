import { type PackedCells, unpackCells } from '#domain/measures/packed-cells.ts'
import type { MonthSums } from '#domain/measures/month-sums.ts'

/** Cells as a row of `sums` keeps them. */
export function cellsText(cells: PackedCells): string {
  return JSON.stringify(cells)
}

/** Reads what {@link cellsText} wrote; nobody else writes such rows. */
export function packedIn(text: string): PackedCells {
  return JSON.parse(text) as PackedCells
}

export function readCells(text: string): MonthSums['cells'] {
  return unpackCells(packedIn(text))
}
