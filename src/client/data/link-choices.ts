import { useLiveQuery } from 'dexie-react-hooks'
import { NEIGHBOURHOOD } from '#domain/records/fields/kinds-of-field.ts'
import type { FieldSet } from '#domain/records/fields/field.ts'
import { libraryOf } from '#domain/place/area-file.ts'
import { PART_KINDS, PART_LINES } from '#domain/plan/plan-part.ts'
import { planInForce } from '#domain/plan/plan-tree.ts'
import { recordNames } from '#domain/records/record-names.ts'
import { type FinancialYear, financialYearOf } from '#domain/time/quarter.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { authorityRecords } from './authority.ts'
import type { Database, RecordRow } from './database.ts'
import { readAreas } from './public-data.ts'
import type { PublicData } from './public-database.ts'
import { useTablet } from './tablet-context.tsx'

interface LinkChoice {
  readonly value: string
  readonly label: string
}

/** What the links of a form can name, by kind. */
export type LinkChoices = ReadonlyMap<string, readonly LinkChoice[]>

/** The latest sessions are enough to say which one somebody helped at. */
const SESSIONS = 30

/** Of the parts of plans, those of the plan in force; everything else is offered whatever the year. */
async function inForceIn(db: Database, year: FinancialYear): Promise<(row: RecordRow) => boolean> {
  const plan = planInForce(await authorityRecords(db, 'plan'), year)
  return ({ kind, body }) =>
    !PART_LINES.some((line) => PART_KINDS[line] === kind) || body['planId'] === plan?.id
}

/** Entries name a part that goes on from an earlier plan by the first of its line. */
function namedAs({ id, body }: RecordRow): string {
  const first = body['continues']
  return typeof first === 'string' ? first : id
}

interface ChoicesAsked {
  readonly kinds: readonly string[]
  readonly scope: string
  readonly year: FinancialYear
}

async function readChoices(db: Database, { kinds, scope, year }: ChoicesAsked): Promise<LinkChoices> {
  const isInForce = await inForceIn(db, year)
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
    const held = rows.filter((row) => !row.deleted && isInForce(row))
    const names = recordNames(held)
    const list = held.map((row) => ({
      value: namedAs(row),
      label: kind === 'event-session' ? `${row.day ?? ''} ${names(row.id)}` : names(row.id),
      order: typeof row.body['order'] === 'number' ? row.body['order'] : Number.MAX_SAFE_INTEGER,
    }))
    if (kind !== 'event-session') {
      list.sort((a, b) => a.order - b.order || inOrder(a.label, b.label))
    }
    choices.set(kind, list)
  }
  return choices
}

/** The neighbourhoods of the map, those of the site's own community first; none while the tablet has no map. */
async function readNeighbourhoods(publicData: PublicData, scope: string): Promise<readonly LinkChoice[]> {
  const file = await readAreas(publicData).catch(() => null)
  if (file === null) return []
  const isFar = (area: (typeof file.areas)[number]): number => (libraryOf(file, area) === scope ? 0 : 1)
  return file.areas
    .toSorted((a, b) => isFar(a) - isFar(b) || inOrder(a.placeName, b.placeName) || inOrder(a.name, b.name))
    .map(({ code, placeName, name }) => ({ value: code, label: `${placeName} (${name})` }))
}

const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en-GB', { numeric: true })

/** What the links of a form can name at a site: what the authority keeps and what the site keeps; `undefined` until read. */
export function useLinkChoices(fields: FieldSet, scope: string): LinkChoices | undefined {
  const { db, clock, publicData } = useTablet()
  const year = financialYearOf(clock.today())
  return useLiveQuery(async () => {
    const kinds = Object.values(fields).flatMap(({ control }) =>
      control.type === 'link' || control.type === 'links' ? [control.to] : [],
    )
    const choices = await readChoices(db, { kinds: [...new Set(kinds)], scope, year })
    if (!kinds.includes(NEIGHBOURHOOD)) return choices
    return new Map([...choices, [NEIGHBOURHOOD, await readNeighbourhoods(publicData, scope)]])
  }, [db, publicData, fields, scope, year])
}
