import { useLiveQuery } from 'dexie-react-hooks'
import { type BodyOf, readBody } from '#domain/records/registry.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Database } from './database.ts'
import { useTablet } from './tablet-context.tsx'

/** The survey of volunteers that closed last at a site, or of the whole county; null when there was none. */
export async function readLastSurvey(
  db: Database,
  siteId: string | null,
): Promise<BodyOf<'volunteer-survey'> | null> {
  const rows = await db.records
    .where('[scope+kind]')
    .equals([siteId ?? AUTHORITY_SCOPE, 'volunteer-survey'])
    .toArray()
  const surveys = rows.flatMap((row) => (row.deleted ? [] : (readBody('volunteer-survey', row.body) ?? [])))
  return surveys.toSorted((a, b) => b.day.localeCompare(a.day))[0] ?? null
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useLastSurvey(siteId: string | null): BodyOf<'volunteer-survey'> | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readLastSurvey(db, siteId), [db, siteId])
}
