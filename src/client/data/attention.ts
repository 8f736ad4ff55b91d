import { useLiveQuery } from 'dexie-react-hooks'
import type { Conflict } from '#domain/records/conflict.ts'
import type { Question } from '#domain/records/question.ts'
import { type BodyOf, readBody } from '#domain/records/registry.ts'
import type { Review } from '#domain/records/review.ts'
import type { FieldValues, OperationAction } from '#sync/operation.ts'
import type { Database, OutboxRow, OutboxState, RecordRow } from './database.ts'
import { type AttentionCode, attentionIn } from './entries.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'

/** One change of this tablet that the server did not take. */
export interface NotTaken {
  readonly opId: string
  readonly n: number
  readonly action: OperationAction
  readonly by: string
  /** By the clock of this tablet. */
  readonly at: number
  readonly code: AttentionCode
  readonly fields: readonly string[]
  readonly set: FieldValues
  readonly was: FieldValues
}

interface OwnChanges {
  readonly recordId: string
  readonly kind: string
  readonly scope: string
  /** When the server first said so, by the tablet's clock. */
  readonly since: number
  readonly changes: readonly NotTaken[]
}

/** Something a person has to deal with. `isOwn`: it is about what this tablet did. */
export type AttentionItem =
  | ({ readonly type: 'not-taken' } & OwnChanges)
  /** The server has waited for an earlier change for more than a day. */
  | ({ readonly type: 'held' } & OwnChanges)
  | {
      readonly type: 'conflict'
      readonly id: string
      readonly scope: string
      readonly conflict: Conflict
      readonly isOwn: boolean
    }
  | {
      readonly type: 'review'
      readonly id: string
      readonly scope: string
      readonly review: Review
      readonly isOwn: boolean
    }
  | {
      readonly type: 'question'
      readonly id: string
      readonly scope: string
      readonly question: Question
      readonly isOwn: boolean
    }

/** How long a change may be held before people hear of it: its predecessor usually comes within minutes. */
const HELD_TOO_LONG_MS = 24 * 60 * 60 * 1000

/** Everything that needs attention on this tablet: its own changes first, then what the scopes it holds ask of people. */
export async function readAttention(
  { db, actor }: Pick<Tablet, 'db' | 'actor'>,
  now: number,
): Promise<readonly AttentionItem[]> {
  // Not the tablet's own row, which every save writes: this is only read again when something it shows has changed.
  const tables = [db.credentials, db.outbox, db.records]
  return db.transaction('r', tables, async () => {
    const lineage = (await db.credentials.get('current'))?.lineage
    const refused = await inState(db, 'attention')
    const held = (await inState(db, 'held')).filter(
      (row) => (row.since ?? row.op.at) < now - HELD_TOO_LONG_MS,
    )
    const asking = await db.records.where('asks').above('').toArray()
    const [conflicts, reviews, questions] = [
      ofKind(asking, 'conflict'),
      ofKind(asking, 'review'),
      ofKind(asking, 'question'),
    ]
    return [
      ...byRecord(refused, (own) => ({ type: 'not-taken', ...own })),
      ...byRecord(held, (own) => ({ type: 'held', ...own })),
      ...conflicts
        .filter(({ body }) => body.state === 'open')
        .map(({ row, body }): AttentionItem => {
          const isOwn = body.lineage === lineage
          return { type: 'conflict', id: row.id, scope: row.scope, conflict: body, isOwn }
        }),
      ...reviews
        .filter(({ body }) => body.state === 'open' && body.lineage !== lineage)
        .map(({ row, body }): AttentionItem => {
          return { type: 'review', id: row.id, scope: row.scope, review: body, isOwn: false }
        }),
      ...questions.flatMap(({ row, body }): AttentionItem[] => {
        const isOwn = body.askedBy === actor.name
        // An answer stands before whoever asked, and before nobody else, until it has been read.
        const isOpen = body.answer === null || (isOwn && !body.isRead)
        return isOpen ? [{ type: 'question', id: row.id, scope: row.scope, question: body, isOwn }] : []
      }),
    ]
  })
}

function inState(db: Database, state: OutboxState): Promise<OutboxRow[]> {
  return db.outbox.where('[state+n]').between([state, 0], [state, Infinity]).toArray()
}

function byRecord(
  rows: readonly OutboxRow[],
  item: (own: OwnChanges) => AttentionItem,
): readonly AttentionItem[] {
  const records = new Map<string, OutboxRow[]>()
  for (const row of rows) records.set(row.recordId, [...(records.get(row.recordId) ?? []), row])
  return [...records].flatMap(([recordId, own]) => {
    const [first] = own
    if (first === undefined) return []
    const { kind, scope } = first.op
    const since = Math.min(...own.map((row) => row.since ?? row.op.at))
    return [item({ recordId, kind, scope, since, changes: own.flatMap(notTakenOf) })]
  })
}

function notTakenOf({ op, n, outcome }: OutboxRow): readonly NotTaken[] {
  const attention = attentionIn(outcome)
  if (attention === null) return []
  const { opId, action, at, set, was, actor } = op
  return [{ opId, n, action, by: actor.name, at, ...attention, set, was }]
}

function ofKind<Kind extends 'conflict' | 'review' | 'question'>(
  rows: readonly RecordRow[],
  kind: Kind,
): readonly { readonly row: RecordRow; readonly body: BodyOf<Kind> }[] {
  return rows.flatMap((row) => {
    const body = row.kind === kind ? readBody(kind, row.body) : null
    return body === null ? [] : [{ row, body }]
  })
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useAttention(): readonly AttentionItem[] | undefined {
  const tablet = useTablet()
  return useLiveQuery(() => readAttention(tablet, tablet.clock.now()), [tablet])
}

/** How many things need attention; `undefined` until read. */
export function useAttentionCount(): number | undefined {
  return useAttention()?.length
}

/** Open conflicts by the record they are about, for a mark beside it; `undefined` until read. */
export function useOpenConflicts(): ReadonlyMap<string, string> | undefined {
  const items = useAttention()
  if (items === undefined) return undefined
  return new Map(
    items.flatMap((item) => (item.type === 'conflict' ? [[item.conflict.recordId, item.id]] : [])),
  )
}
