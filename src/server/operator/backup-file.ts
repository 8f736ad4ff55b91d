import * as v from 'valibot'
import { uuidSchema } from '#sync/operation.ts'
import type { RecordStore } from '../storage/record-store.ts'

// A backup: gzip over lines of JSON. First what it is, then one line for each row of the store's dump,
// last how many there are and the SHA-256 of every line before.

export const BACKUP_FORMAT = 'branchline-backup'
export const BACKUP_VERSION = 2
/** Version 1 told the writer of each field by itself; the store reads both. */
const READ_VERSIONS = [1, BACKUP_VERSION] as const

export const backupHeaderSchema = v.object({
  format: v.literal(BACKUP_FORMAT),
  version: v.picklist(READ_VERSIONS),
  service: v.object({ id: v.string(), name: v.string() }),
  /** The history the backup was taken from. One that is restored goes on in another. */
  epoch: uuidSchema,
  savedAt: v.number(),
  app: v.string(),
})
export type BackupHeader = v.InferOutput<typeof backupHeaderSchema>

export const backupRowSchema = v.object({
  table: v.string(),
  row: v.record(v.string(), v.union([v.string(), v.number(), v.null()])),
})

export const backupTrailerSchema = v.object({
  end: v.literal(BACKUP_FORMAT),
  rows: v.record(v.string(), v.number()),
  hash: v.string(),
})
export type BackupTrailer = v.InferOutput<typeof backupTrailerSchema>

/** How a store hands its dump over. */
export type WriteRows = Parameters<RecordStore['dump']>[0]
