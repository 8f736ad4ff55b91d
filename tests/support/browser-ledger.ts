import { join } from 'node:path'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import { checkBody } from '#domain/records/registry.ts'
import { attendances, eventSession } from '#domain/records/event-session.ts'

export interface Ledger {
  /** Attendances of every session on the server, smallest first. */
  readonly attendances: readonly (number | null)[]
  /** Operations on the server, and how many different ones. */
  readonly operations: number
  readonly distinctOperations: number
}

const countSchema = v.object({ operations: v.number(), ids: v.number() })
const rowsSchema = v.array(v.object({ body: v.string() }))

/** What a stopped server has on its disk, read from the database itself. */
export function readLedger(dataFolder: string): Ledger {
  const db = new Database(join(dataFolder, 'branchline.sqlite'), { readonly: true })
  try {
    const rows = v.parse(
      rowsSchema,
      db.prepare(`select body from records where kind = 'event-session'`).all(),
    )
    const counted = rows.map(({ body }) => {
      const checked = checkBody('event-session', JSON.parse(body))
      if (!checked.ok) throw new Error(`a session on the server does not fit: ${checked.fields.join(', ')}`)
      return attendances(v.parse(eventSession.body, checked.body))
    })
    const { operations, ids } = v.parse(
      countSchema,
      db.prepare('select count(*) as operations, count(distinct op_id) as ids from operations').get(),
    )
    return {
      attendances: counted.sort((a, b) => (a ?? 0) - (b ?? 0)),
      operations,
      distinctOperations: ids,
    }
  } finally {
    db.close()
  }
}
