import type { ImportMapping } from '#domain/place/import-figures.ts'
import type { ImportTable } from '#domain/records/import-table.ts'
import type { NewFiguresOf } from '#client/data/import-figures.ts'

export type ImportAbout = NewFiguresOf['about']

/** A file somebody has chosen, and what its rows and columns are taken as. */
export interface OpenedFile {
  readonly name: string
  readonly table: ImportTable
  readonly about: ImportAbout
  readonly mapping: ImportMapping
}
