import { useLiveQuery } from 'dexie-react-hooks'
import { type Narrated, narrativeKey, type QuarterClose, saidOf } from '#domain/plan/quarter-close.ts'
import { readBody } from '#domain/records/registry.ts'
import { type FinancialYear, financialYearName, type Quarter, quarterInWords } from '#domain/time/quarter.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { readEntry } from './entries.ts'
import { correctRecord, type SaveResult, voidRecord } from './save.ts'
import type { Database } from './database.ts'
import { useTablet } from './tablet-context.tsx'
import type { Tablet } from './tablet.ts'

/** A closing of a quarter. It stays readable when the quarter is opened again. */
export interface Closing {
  readonly id: string
  readonly body: QuarterClose
  /** True while it stands. */
  readonly isClosed: boolean
}

/** The closing that stands, or else the last one that was taken back; null for a quarter that was never closed. */
export function useClosing(year: FinancialYear, quarter: Quarter): Closing | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    const ordered = (await closingsOf(db, year)).filter(({ body }) => body.quarter === quarter)
    return ordered.findLast(({ isClosed }) => isClosed) ?? ordered.at(-1) ?? null
  }, [db, year, quarter])
}

/** Every closing of a year, the earliest first; those that were taken back among them. */
async function closingsOf(db: Database, year: FinancialYear): Promise<readonly Closing[]> {
  const rows = await db.records.where('[scope+kind]').equals([AUTHORITY_SCOPE, 'quarter-close']).toArray()
  const closings = rows.flatMap(({ id, body: kept, deleted }): readonly Closing[] => {
    const body = readBody('quarter-close', kept)
    return body?.year === year ? [{ id, body, isClosed: !deleted }] : []
  })
  // Ids count up with time.
  return closings.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** What the county said at the closes of a year, by what it is about; `undefined` until read. */
export function useSaid(
  year: FinancialYear,
): ((of: Narrated) => readonly { readonly when: string; readonly text: string }[]) | undefined {
  const { db } = useTablet()
  const closings = useLiveQuery(() => closingsOf(db, year), [db, year])
  if (closings === undefined) return undefined
  // One that stands goes before one that was taken back.
  const bodies = closings.toSorted((a, b) => Number(a.isClosed) - Number(b.isClosed)).map(({ body }) => body)
  return (of) =>
    saidOf(bodies, narrativeKey(of)).map(({ quarter, text }) => ({
      when: `${quarterInWords(quarter)} ${financialYearName(year)}`,
      text,
    }))
}

/** Changes what a closing says beside its figures. */
export async function changeClosing(
  tablet: Tablet,
  id: string,
  change: (body: QuarterClose) => QuarterClose,
): Promise<SaveResult> {
  const entry = await readEntry(tablet.db, id)
  const body = entry === null ? null : readBody('quarter-close', entry.body)
  if (entry === null || body === null) return { ok: false, code: 'not-found', fields: [] }
  return correctRecord(tablet, id, entry.seen, change(body))
}

/** Opens a quarter again, so that entries about it are taken; its closed figures stay. */
export async function openAgain(tablet: Tablet, id: string): Promise<SaveResult> {
  const entry = await readEntry(tablet.db, id)
  if (entry === null) return { ok: false, code: 'not-found', fields: [] }
  return voidRecord(tablet, id, entry.seen)
}
