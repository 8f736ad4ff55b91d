import Dexie, { type Collection } from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import * as v from 'valibot'
import { type Reaching, reachingSchema } from '#domain/place/attendance-by-age.ts'
import type { DaySpan } from '#domain/time/days-by-month.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { Database, RecordRow } from './database.ts'
import { useTablet } from './tablet-context.tsx'

/** Days from first to last, both included; scope null means every site on this tablet. */
export interface ReachPeriod extends DaySpan {
  readonly scope: string | null
}

/** A session as far as it says whom it reached, and the site it was logged for. */
export interface ReachingSession {
  readonly scope: string
  readonly day: LocalDate
  readonly session: Reaching
}

/** The sessions on this tablet in a span of days, void ones left out. Only what decides whom they reached is read. */
export async function readReach(db: Database, period: ReachPeriod): Promise<readonly ReachingSession[]> {
  const rows = await rowsOf(db, period).filter(isSession).toArray()
  return rows.flatMap((row) => {
    const session = v.safeParse(reachingSchema, row.body)
    return session.success && row.day !== null
      ? [{ scope: row.scope, day: row.day, session: session.output }]
      : []
  })
}

/** The records about some days, of a site or of all. */
export function rowsOf(db: Database, { scope, first, last }: ReachPeriod): Collection<RecordRow, string> {
  return scope === null
    ? db.records.where('[day+id]').between([first, Dexie.minKey], [last, Dexie.maxKey])
    : db.records.where('[scope+day+id]').between([scope, first, Dexie.minKey], [scope, last, Dexie.maxKey])
}

function isReaching(row: RecordRow): boolean {
  return isSession(row) && v.is(reachingSchema, row.body)
}

function isSession(row: RecordRow): boolean {
  return row.kind === 'event-session' && !row.deleted
}

/** The day of the first session at a site in a span of days; null where there is none, `undefined` until read. */
export function useFirstSessionDay(scope: string, { first, last }: DaySpan): LocalDate | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    const row = await rowsOf(db, { scope, first, last }).filter(isReaching).first()
    return row?.day ?? null
  }, [db, scope, first, last])
}

/** Sessions of several sites in a span of days; of a site that is not on this tablet there are none. */
export function useReachAt(
  siteIds: readonly string[],
  { first, last }: DaySpan,
): readonly ReachingSession[] | undefined {
  const { db } = useTablet()
  const key = siteIds.join(' ')
  return useLiveQuery(async () => {
    const each = key.split(' ').map((scope) => readReach(db, { scope, first, last }))
    return (await Promise.all(each)).flat()
  }, [db, key, first, last])
}
