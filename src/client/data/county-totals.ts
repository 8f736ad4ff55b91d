import { useLiveQuery } from 'dexie-react-hooks'
import * as v from 'valibot'
import { type CountyTotals, countyTotalsSchema } from '#domain/measures/county-totals.ts'
import type { FinancialYear } from '#domain/time/quarter.ts'
import { type FigureList, figureListSchema } from '#sync/county-figures.ts'
import type { PublicData } from './public-database.ts'
import { useTablet } from './tablet-context.tsx'

/** A year of the county's figures as the server added them up. */
export interface HeldTotals {
  readonly totals: CountyTotals
  /** When it did, by its clock; milliseconds since 1970. */
  readonly asOf: number
}

/** What this tablet holds of the county's figures; null where that is nothing it can read. */
export async function heldFigures(publicData: PublicData): Promise<FigureList | null> {
  const row = await publicData.files.get('figures')
  const list = v.safeParse(figureListSchema, row?.value)
  return list.success ? list.output : null
}

/**
 * Keeps fetched years beside those that are held already, and when they were all as they are; years the
 * server has no more go. One that another tab fetched later stays.
 *
 * @returns false, and nothing is changed, when one of them cannot be read
 */
export async function storeFigures(
  publicData: PublicData,
  list: FigureList,
  fetched: readonly { readonly year: FinancialYear; readonly tag: string; readonly value: unknown }[],
): Promise<boolean> {
  const isRead = fetched.every(({ year, value }) => {
    const totals = v.safeParse(countyTotalsSchema, value)
    return totals.success && totals.output.year === year
  })
  if (!isRead) return false
  return publicData.transaction('rw', publicData.files, async () => {
    const held = await heldFigures(publicData)
    if (held !== null && held.asOf > list.asOf) return true
    const gone = held?.years.filter(({ year }) => list.years.every((one) => one.year !== year)) ?? []
    await publicData.files.bulkDelete(gone.map(({ year }) => `figures/${year}` as const))
    await publicData.files.bulkPut(
      fetched.map(({ year, tag, value }) => ({ name: `figures/${year}` as const, hash: tag, value })),
    )
    await publicData.files.put({ name: 'figures', hash: '', value: list })
    return true
  })
}

/** A year's figures; null when the server has not told them yet. */
export async function readTotals(publicData: PublicData, year: FinancialYear): Promise<HeldTotals | null> {
  const list = await heldFigures(publicData)
  const row = await publicData.files.get(`figures/${year}`)
  if (list === null || row === undefined) return null
  const known = publicData.knownTotals
  if (known?.hash === row.hash && known.totals.year === year) return { totals: known.totals, asOf: list.asOf }
  const totals = v.safeParse(countyTotalsSchema, row.value)
  if (!totals.success) return null
  publicData.knownTotals = { hash: row.hash, totals: totals.output }
  return { totals: totals.output, asOf: list.asOf }
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useTotals(year: FinancialYear): HeldTotals | null | undefined {
  const { publicData } = useTablet()
  return useLiveQuery(() => readTotals(publicData, year), [publicData, year])
}
