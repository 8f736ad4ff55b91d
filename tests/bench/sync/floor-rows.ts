import {
  FORMAT,
  type OutboxRow,
  type RecordRow,
  type RollupRow,
  type TabletRow,
} from '#client/data/database.ts'
import { findKeys, type NamesRow, namesOf } from '#client/data/find-keys.ts'
import { RunningSums } from '#domain/measures/month-sums.ts'
import { packedWithChanges } from '#domain/measures/packed-cells.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { fieldsOf } from '#sync/fields.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { type Entry, newId } from './entries.ts'

const ACTOR = { personId: 'person-1', name: 'Asha', proof: 'kiosk' } as const
const LINEAGE = newId()
const EPOCH = newId()

/** The row Branchline keeps of a server's copy, with any hash: that is worked out from the contents there. */
export function copyRow({ id, kind, scope, day, body, deleted, ...copy }: StoredRecord): RecordRow {
  const { rev, seq, schema, history } = copy
  const server = { gen: 1, hash: '0123456789abcdef', rev, seq, schema, history, under: null }
  return { id, kind, scope, day, body, deleted, server, ...findKeys({ kind, day, body, deleted }) }
}

/** What Branchline writes when one entry is saved, by store. */
export interface SavedRows {
  readonly records: readonly [RecordRow]
  readonly outbox: readonly [OutboxRow]
  readonly tablet: readonly [TabletRow]
  readonly rollups: readonly RollupRow[]
  readonly names: readonly NamesRow[]
}

/** What was saved before, which the rows of a further save add up to. */
export class KeptSums {
  readonly #rows: Map<string, RollupRow>

  constructor(rows: readonly RollupRow[]) {
    this.#rows = new Map(rows.map((row) => [keyOf(row), row]))
  }

  /** The rows of sums as they stand with one more entry. */
  with({ kind, scope, body }: Entry): readonly RollupRow[] {
    const sums = new RunningSums()
    sums.addEntry({ kind, scope, day: body.day, body })
    return sums.months().map(({ cells, ...of }) => {
      const row = { ...of, figures: packedWithChanges(this.#rows.get(keyOf(of))?.figures ?? {}, cells) }
      this.#rows.set(keyOf(of), row)
      return row
    })
  }

  rows(): readonly RollupRow[] {
    return [...this.#rows.values()]
  }
}

function keyOf({ scope, month }: Pick<RollupRow, 'scope' | 'month'>): string {
  return `${scope} ${month}`
}

export function savedRows(entry: Entry, n: number, kept: KeptSums): SavedRows {
  const { id, kind, scope, body } = entry
  const now = Date.now()
  const { day } = body
  const op: OutboxRow['op'] = {
    opId: newId(),
    lineage: LINEAGE,
    n,
    kind,
    recordId: id,
    scope,
    action: 'create',
    base: null,
    parentN: null,
    set: fieldsOf(body, eventSession.policies),
    was: {},
    actor: ACTOR,
    at: now,
    clockOffset: 0,
    schema: 1,
    app: 'bench',
    supersedes: null,
  }
  const record: RecordRow = {
    id,
    kind,
    scope,
    day,
    body,
    deleted: false,
    server: null,
    unsettled: 'on-this-tablet',
    ...findKeys({ kind, day, body, deleted: false }),
  }
  const { label } = record
  return {
    records: [record],
    outbox: [{ n, recordId: id, state: 'waiting', since: now, op, outcome: null }],
    tablet: [tabletRow(n + 1, now)],
    rollups: kept.with(entry),
    names: label === undefined ? [] : namesOf([{ scope, label, day }]),
  }
}

function tabletRow(nextN: number, now: number): TabletRow {
  return {
    key: 'tablet',
    format: FORMAT,
    id: LINEAGE,
    lineage: LINEAGE,
    nextN,
    service: 'Test libraries',
    siteId: 'site/wychwood',
    actor: ACTOR,
    epoch: EPOCH,
    entitySet: '',
    lastContactAt: now,
    clockOffset: 0,
    durableThrough: 0,
    supportVersion: 1,
  }
}
