import { useLiveQuery } from 'dexie-react-hooks'
import type { Body } from '#domain/records/registry.ts'
import type { Database } from './database.ts'
import { useTablet } from './tablet-context.tsx'

export interface ListItem {
  readonly id: string
  readonly body: Body
  /** True for what was taken out of the list; it can be put back. */
  readonly deleted: boolean
}

export async function readList(db: Database, kind: string, scope: string): Promise<readonly ListItem[]> {
  const rows = await db.records.where('[scope+kind]').equals([scope, kind]).toArray()
  const names = new Map(rows.map(({ id, body }) => [id, orderOf(body)]))
  return rows
    .map(({ id, body, deleted }) => ({ id, body, deleted }))
    .sort((a, b) => (names.get(a.id) ?? '').localeCompare(names.get(b.id) ?? '', 'en-GB', { numeric: true }))
}

/** A list stands in its own order where it has one, and by name otherwise. */
function orderOf(body: Body): string {
  const order = typeof body['order'] === 'number' ? String(body['order']) : '~'
  return `${order} ${String(body['name'] ?? body['title'] ?? body['code'] ?? body['partner'] ?? body['fromDay'])}`
}

/** Everything in a list, what was taken out included; `undefined` until read. */
export function useList(kind: string, scope: string): readonly ListItem[] | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readList(db, kind, scope), [db, kind, scope])
}
