import Dexie from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import * as v from 'valibot'
import { type Reaching, reachingSchema } from '#domain/place/attendance-by-age.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { Database, RecordRow } from './database.ts'
import { useTablet } from './tablet-context.tsx'

/** Days from first to last, both included; scope null means every site on this tablet. */
export interface ReachPeriod {
  readonly scope: string | null
  readonly first: LocalDate
  readonly last: LocalDate
}

/** A session as far as it says whom it reached, and the site it was logged for. */
export interface ReachingSession {
  readonly scope: string
  readonly day: LocalDate
  readonly session: Reaching
}

/** The sessions on this tablet in a span of days, void ones left out. Only what decides whom they reached is read. */
export async function readReach(
  db: Database,
  { scope, first, last }: ReachPeriod,
): Promise<readonly ReachingSession[]> {
  const rows =
    scope === null
      ? db.records.where('[day+id]').between([first, Dexie.minKey], [last, Dexie.maxKey])
      : db.records.where('[scope+day+id]').between([scope, first, Dexie.minKey], [scope, last, Dexie.maxKey])
  return (await rows.filter(isSession).toArray()).flatMap((row) => {
    const session = v.safeParse(reachingSchema, row.body)
    return session.success && row.day !== null
      ? [{ scope: row.scope, day: row.day, session: session.output }]
      : []
  })
}

function isSession(row: RecordRow): boolean {
  return row.kind === 'event-session' && !row.deleted
}

/** The same, kept up to date on screen; `undefined` until read. @param period null where nothing has to be read */
export function useReach(period: ReachPeriod | null): readonly ReachingSession[] | undefined {
  const { db } = useTablet()
  const { scope, first, last } = period ?? {}
  return useLiveQuery(async () => {
    if (scope === undefined || first === undefined || last === undefined) return []
    return readReach(db, { scope, first, last })
  }, [db, scope, first, last])
}

/** Sessions of several sites in a span of days; of a site that is not on this tablet there are none. */
export function useReachAt(
  siteIds: readonly string[],
  { first, last }: Pick<ReachPeriod, 'first' | 'last'>,
): readonly ReachingSession[] | undefined {
  const { db } = useTablet()
  const key = siteIds.join(' ')
  return useLiveQuery(async () => {
    const each = key.split(' ').map((scope) => readReach(db, { scope, first, last }))
    return (await Promise.all(each)).flat()
  }, [db, key, first, last])
}
