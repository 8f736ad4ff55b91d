import Dexie from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import * as v from 'valibot'
import { figureOf, warningsOf } from '#domain/records/checks/entry-checks.ts'
import type { CheckContext, Neighbour, Warning } from '#domain/records/checks/warning.ts'
import { textOf } from '#domain/records/fields/text-of.ts'
import { type Body, checkBody } from '#domain/records/registry.ts'
import { localDateSchema } from '#domain/time/local-date.ts'
import type { Database, RecordRow } from './database.ts'
import { useTablet } from './tablet-context.tsx'

/** Latest entries of a site that tell what is usual there, and how many like figures are asked for. */
const LATEST = 300
const FIGURES = 12

interface Looked {
  readonly kind: string
  readonly scope: string
  readonly body: Body
  /** The entry's own id; null while it is new. */
  readonly ownId: string | null
  /** Words a note may hold without being taken for a person's name. */
  readonly ordinary: string
}

type Known = Pick<CheckContext, 'figures' | 'sameDay'>

async function readKnown(
  db: Database,
  { kind, scope, ownId }: Looked,
  like: string,
  day: string | null,
): Promise<Known> {
  const site = db.records.where('[scope+day+id]')
  const latest = await site
    .between([scope, Dexie.minKey], [scope, Dexie.maxKey])
    .reverse()
    .limit(LATEST)
    .toArray()
  const alike = latest.filter(
    (row) => row.kind === kind && !row.deleted && row.id !== ownId && likeness(row.kind, row.body) === like,
  )
  const figures = alike.flatMap((row) => figureOf(row.kind, row.body) ?? []).slice(0, FIGURES)
  const sameDay =
    day === null
      ? []
      : await db.records
          .where('[scope+day+id]')
          .between([scope, day], [scope, day, Dexie.maxKey])
          .filter((row) => !row.deleted)
          .toArray()
  return { figures, sameDay: sameDay.map(asNeighbour) }
}

function asNeighbour({ id, kind, body }: RecordRow): Neighbour {
  return { id, kind, body }
}

/** What an entry's figure is compared within: its series, or sessions of its preset and name, or its kind. */
function likeness(kind: string, body: Body): string {
  if (kind !== 'event-session') return kind
  return textOf(body['seriesId']) || `${textOf(body['presetId'])} ${textOf(body['title'])}`
}

const dayOf = (kind: string, body: Body): string | null => {
  const checked = checkBody(kind, body)
  if (checked.ok) return checked.day
  const day = v.safeParse(localDateSchema, body['day'])
  return day.success ? day.output : null
}

const NOTHING_KNOWN: Known = { figures: [], sameDay: [] }

/** What of an entry may want a second look, as it is typed or as it stands; nothing until what is known was read. */
export function useEntryWarnings(looked: Looked | null): readonly Warning[] {
  const { db, clock } = useTablet()
  const like = looked === null ? '' : likeness(looked.kind, looked.body)
  const day = looked === null ? null : dayOf(looked.kind, looked.body)
  const known = useLiveQuery(
    async () => (looked === null ? NOTHING_KNOWN : readKnown(db, looked, like, day)),
    [db, looked?.kind, looked?.scope, looked?.ownId, like, day],
  )
  if (looked === null) return []
  const { kind, body, ownId, ordinary } = looked
  return warningsOf(kind, body, { ...(known ?? NOTHING_KNOWN), today: clock.today(), ownId, ordinary })
}
