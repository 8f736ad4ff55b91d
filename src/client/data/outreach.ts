import Dexie from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import { readBody } from '#domain/records/registry.ts'
import type { Database } from './database.ts'
import type { ReachPeriod } from './reach.ts'
import { useTablet } from './tablet-context.tsx'

/** Outreach contacts by neighbourhood code, of those that name one; void entries left out. */
export async function readOutreach(
  db: Database,
  { scope, first, last }: ReachPeriod,
): Promise<ReadonlyMap<string, number>> {
  const rows =
    scope === null
      ? db.records.where('[day+id]').between([first, Dexie.minKey], [last, Dexie.maxKey])
      : db.records.where('[scope+day+id]').between([scope, first, Dexie.minKey], [scope, last, Dexie.maxKey])
  const contacts = new Map<string, number>()
  for (const row of await rows
    .filter(({ kind, deleted }) => kind === 'outreach-contact' && !deleted)
    .toArray()) {
    const body = readBody('outreach-contact', row.body)
    const code = body?.lsoaCode ?? null
    if (body === null || code === null) continue
    contacts.set(code, (contacts.get(code) ?? 0) + body.contacts)
  }
  return contacts
}

/** The same, kept up to date on screen; `undefined` until read. @param period null where nothing has to be read */
export function useOutreach(period: ReachPeriod | null): ReadonlyMap<string, number> | undefined {
  const { db } = useTablet()
  const { scope, first, last } = period ?? {}
  return useLiveQuery(async () => {
    if (scope === undefined || first === undefined || last === undefined) return new Map<string, number>()
    return readOutreach(db, { scope, first, last })
  }, [db, scope, first, last])
}
