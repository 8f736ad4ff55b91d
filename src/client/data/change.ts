import type { Operation, OperationAction } from '#sync/operation.ts'
import type { OutboxRow } from './database.ts'

/** What changes in one operation, before the tablet numbers it. */
export interface Change {
  /** Left out for one of its own. */
  readonly opId?: string
  readonly kind: string
  readonly recordId: string
  readonly scope: string
  readonly action: OperationAction
  readonly base: Operation['base']
  readonly parentN: number | null
  readonly set: Operation['set']
  readonly was: Operation['was']
  readonly supersedes?: string
}

/** What one save writes: operations in their order, and those of before that a person has dealt with by them. */
export interface Changes {
  /** The record the person was busy with. */
  readonly id: string
  readonly changes: readonly Change[]
  readonly dealtWith?: readonly OutboxRow[]
}
