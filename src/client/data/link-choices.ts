import { useLiveQuery } from 'dexie-react-hooks'
import type { FieldSet } from '#domain/records/fields/field.ts'
import { recordNames } from '#domain/records/record-names.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Database } from './database.ts'
import { useTablet } from './tablet-context.tsx'

interface LinkChoice {
  readonly value: string
  readonly label: string
}

/** What the links of a form can name, by kind. */
export type LinkChoices = ReadonlyMap<string, readonly LinkChoice[]>

/** The latest sessions are enough to say which one somebody helped at. */
const SESSIONS = 30

async function readChoices(db: Database, kinds: readonly string[], scope: string): Promise<LinkChoices> {
  const choices = new Map<string, readonly LinkChoice[]>()
  for (const kind of kinds) {
    const rows =
      kind === 'event-session'
        ? await db.records
            .where('[scope+day+id]')
            .between([scope, ''], [scope, '\uffff'])
            .reverse()
            .filter((row) => row.kind === kind)
            .limit(SESSIONS)
            .toArray()
        : await db.records
            .where('[scope+kind]')
            .anyOf([
              [AUTHORITY_SCOPE, kind],
              [scope, kind],
            ])
            .toArray()
    const held = rows.filter((row) => !row.deleted)
    const names = recordNames(held)
    const list = held.map((row) => ({
      value: row.id,
      label: kind === 'event-session' ? `${row.day ?? ''} ${names(row.id)}` : names(row.id),
      order: typeof row.body['order'] === 'number' ? row.body['order'] : Number.MAX_SAFE_INTEGER,
    }))
    if (kind !== 'event-session') {
      list.sort((a, b) => a.order - b.order || a.label.localeCompare(b.label, 'en-GB', { numeric: true }))
    }
    choices.set(kind, list)
  }
  return choices
}

/** What the links of a form can name at a site: what the authority keeps and what the site keeps; `undefined` until read. */
export function useLinkChoices(fields: FieldSet, scope: string): LinkChoices | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => {
    const kinds = Object.values(fields).flatMap(({ control }) =>
      control.type === 'link' || control.type === 'links' ? [control.to] : [],
    )
    return readChoices(db, [...new Set(kinds)], scope)
  }, [db, fields, scope])
}
