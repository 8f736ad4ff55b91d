import { useLiveQuery } from 'dexie-react-hooks'
import type { AwayEntries } from '#domain/place/reach-away.ts'
import { readBody } from '#domain/records/registry.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Database } from './database.ts'
import type { ReachPeriod } from './reach.ts'
import { rowsOfKinds } from './rows-of-kinds.ts'
import { useTablet } from './tablet-context.tsx'

/**
 * Outreach and digital help in a span of days, void entries left out. They are few among a county's entries, so
 * they are read by their kinds and not by the days of everything.
 */
export async function readAway(db: Database, { scope, first, last }: ReachPeriod): Promise<AwayEntries> {
  const sites = scope === null ? await siteIds(db) : [scope]
  const rows = await rowsOfKinds(db, sites, ['outreach-contact', 'digital-help'])
  const inTime = rows.filter(({ deleted, day }) => !deleted && day !== null && day >= first && day <= last)
  return {
    met: inTime.flatMap((row) => {
      const body = row.kind === 'outreach-contact' ? readBody('outreach-contact', row.body) : null
      if (body === null) return []
      return [{ siteId: row.scope, lsoaCode: body.lsoaCode ?? null, contacts: body.contacts }]
    }),
    helped: inTime.flatMap((row) => {
      const body = row.kind === 'digital-help' ? readBody('digital-help', row.body) : null
      return body === null ? [] : [{ siteId: row.scope, people: body.people }]
    }),
  }
}

async function siteIds(db: Database): Promise<readonly string[]> {
  const sites = await db.records.where('[scope+kind]').equals([AUTHORITY_SCOPE, 'site']).primaryKeys()
  return sites
}

/** The same, kept up to date on screen; `undefined` until read. @param period null where nothing has to be read */
export function useAway(period: ReachPeriod | null): AwayEntries | undefined {
  const { db } = useTablet()
  const { scope, first, last } = period ?? {}
  return useLiveQuery(async () => {
    if (scope === undefined || first === undefined || last === undefined) return { met: [], helped: [] }
    return readAway(db, { scope, first, last })
  }, [db, scope, first, last])
}
