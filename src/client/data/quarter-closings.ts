import { useLiveQuery } from 'dexie-react-hooks'
import type { QuarterClose } from '#domain/plan/quarter-close.ts'
import { readBody } from '#domain/records/registry.ts'
import type { FinancialYear, Quarter } from '#domain/time/quarter.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { readEntry } from './entries.ts'
import { correctRecord, type SaveResult, voidRecord } from './save.ts'
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
    const rows = await db.records.where('[scope+kind]').equals([AUTHORITY_SCOPE, 'quarter-close']).toArray()
    const closings = rows.flatMap(({ id, body: kept, deleted }): readonly Closing[] => {
      const body = readBody('quarter-close', kept)
      return body?.year === year && body.quarter === quarter ? [{ id, body, isClosed: !deleted }] : []
    })
    // Ids count up with time.
    const ordered = closings.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    return ordered.findLast(({ isClosed }) => isClosed) ?? ordered.at(-1) ?? null
  }, [db, year, quarter])
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
