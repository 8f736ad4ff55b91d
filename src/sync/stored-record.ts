import * as v from 'valibot'
import { localDateSchema } from '#domain/time/local-date.ts'
import { recordIdSchema } from '#domain/records/vocabulary.ts'
import { actionSchema, fieldValuesSchema, revisionSchema, uuidSchema } from './operation.ts'

/** One change in a record's own short history, stamped by the server so that it can be read offline. */
const historyEntrySchema = v.object({
  opId: uuidSchema,
  rev: revisionSchema,
  action: actionSchema,
  by: v.string(),
  /** The tablet's claim of when, and the server's own moment of commit. */
  at: v.number(),
  committedAt: v.number(),
  set: fieldValuesSchema,
  was: fieldValuesSchema,
})
export type HistoryEntry = v.InferOutput<typeof historyEntrySchema>

/** How many changes a record carries with it; the whole history is the server's operation table. */
export const HISTORY_LENGTH = 20

/** The server's copy of a record, as stored there and sent in the feed. */
export const storedRecordSchema = v.object({
  id: recordIdSchema,
  kind: v.string(),
  scope: recordIdSchema,
  day: v.nullable(localDateSchema),
  /** Counts this record's changes; `seq` is the place of the last one in its scope's order. */
  rev: revisionSchema,
  seq: revisionSchema,
  /** True while the record is void: kept, but in no figure. */
  deleted: v.boolean(),
  schema: revisionSchema,
  body: v.record(v.string(), v.unknown()),
  history: v.array(historyEntrySchema),
})
export type StoredRecord = v.InferOutput<typeof storedRecordSchema>
