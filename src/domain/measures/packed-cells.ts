import { addCell, type Cell, EMPTY_CELL, isNothing } from './cell.ts'

type Cells = Readonly<Record<string, Cell>>

/** The parts of a cell in the order of `Cell`, less the noughts at the end. */
type PackedCell = readonly number[]

/** Cells as they are kept: a month of a busy site has over a hundred, which every save reads and writes. */
export type PackedCells = Readonly<Record<string, PackedCell>>

function packCell({ entries, amount, notCounted, sampled, estimated }: Cell): PackedCell {
  const parts = [entries, amount, notCounted, sampled, estimated]
  return parts.slice(0, parts.findLastIndex((part) => part !== 0) + 1)
}

function unpackCell([entries = 0, amount = 0, notCounted = 0, sampled = 0, estimated = 0]: PackedCell): Cell {
  return { entries, amount, notCounted, sampled, estimated }
}

export function packCells(cells: Cells): PackedCells {
  return Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key, packCell(cell)]))
}

export function unpackCells(packed: PackedCells): Cells {
  const cells: Record<string, Cell> = {}
  // Gone through in place: behind a county's figures stand a hundred thousand cells.
  for (const key in packed) cells[key] = unpackCell(packed[key] ?? [])
  return cells
}

/** What is kept of a month with what changed since put to it; the rest is left as it lies. */
export function packedWithChanges(kept: PackedCells, changes: Cells): PackedCells {
  const next: Record<string, PackedCell> = { ...kept }
  for (const [key, change] of Object.entries(changes)) {
    const before = next[key]
    const sum = addCell(before === undefined ? EMPTY_CELL : unpackCell(before), change)
    if (isNothing(sum)) delete next[key]
    else next[key] = packCell(sum)
  }
  return next
}
