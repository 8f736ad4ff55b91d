import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { checkBody } from '#domain/records/registry.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import { type DumpTable, readDumpRows } from '#server/storage/dump-format.ts'
import type { DumpRow } from '#server/storage/record-store.ts'

export interface SeenRecord {
  readonly scope: string
  readonly kind: string
  readonly rev: number
  readonly hash: string
  /** Operations its history names. */
  readonly opIds: readonly string[]
}

interface SeenScope {
  readonly head: number
  readonly digest: string
  /** What its records add up to, and their places so far. */
  sum: string
  readonly seqs: Set<number>
}

const historySchema = v.array(v.looseObject({ opId: v.string() }))

/** Takes in the rows of a dump, in its order, and notes where they contradict one another. */
export class Rows {
  readonly records = new Map<string, SeenRecord>()
  /** By id: whose it is, and a hash of what never changes, whatever becomes of the operation. */
  readonly operations = new Map<string, { readonly lineage: string; readonly hash: string }>()
  /** By lineage: where it writes, and a hash of what only enrolling anew may change. */
  readonly tablets = new Map<string, { readonly siteId: string | null; readonly hash: string }>()
  readonly acceptedReviews = new Set<string>()
  readonly #scopes = new Map<string, SeenScope>()
  readonly #faults: string[] = []

  add(table: DumpTable, rows: readonly DumpRow[]): void {
    switch (table) {
      case 'scopes':
        for (const { id, head_seq: head, digest } of readDumpRows(table, rows)) {
          this.#scopes.set(id, { head, digest, sum: EMPTY_DIGEST, seqs: new Set() })
        }
        return
      case 'records':
        for (const row of readDumpRows(table, rows)) this.#addRecord(row)
        return
      case 'operations':
        for (const row of readDumpRows(table, rows)) {
          const { op_id: opId, lineage, n, hash, payload, received_at: at, record_id: recordId, scope } = row
          this.operations.set(opId, {
            lineage,
            hash: hashOf([lineage, n, hash, payload, at, recordId, scope]),
          })
        }
        return
      case 'tablets':
        for (const { last_seen_at: _seen, heartbeat: _heartbeat, ...row } of readDumpRows(table, rows)) {
          this.tablets.set(row.lineage, { siteId: row.site_id, hash: hashOf(row) })
        }
        return
      case 'service':
      case 'enrolment_codes':
        return
    }
  }

  /** Known once every row has come. */
  faults(): readonly string[] {
    const digests = [...this.#scopes].filter(([, { digest, sum }]) => digest !== sum)
    return [
      ...this.#faults,
      ...digests.map(([id, { digest, sum }]) => `${id} has digest ${digest}, not ${sum}`),
    ]
  }

  #addRecord(row: ReturnType<typeof readDumpRows<'records'>>[number]): void {
    // A record's body, written by the store from a checked one; a schema here would leave out what is odd in it.
    const body = JSON.parse(row.body) as Record<string, unknown>
    const { id, kind, rev, seq } = row
    const scope = this.#scopes.get(row.scope)
    if (scope === undefined) return void this.#faults.push(`${id} is in ${row.scope}, which there is not`)
    if (scope.seqs.has(seq) || seq > scope.head)
      this.#faults.push(`${id} has seq ${seq}, not its own of ${scope.head}`)
    scope.seqs.add(seq)
    scope.sum = changeDigest(
      scope.sum,
      [],
      [copyHash({ id, kind, rev, seq, deleted: row.deleted === 1, body })],
    )
    if (!checkBody(kind, body).ok) this.#faults.push(`${id} is no ${kind}: ${row.body.slice(0, 300)}`)
    if (kind === 'review' && body['state'] === 'accepted') this.acceptedReviews.add(id)
    const opIds = v.parse(historySchema, JSON.parse(row.history)).map(({ opId }) => opId)
    this.records.set(id, { scope: row.scope, kind, rev, hash: hashOf(row), opIds })
  }
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)
}
