import type { ClosedQuarter } from '#domain/plan/quarter-close.ts'
import type { Operation } from '#sync/operation.ts'
import type { Outcome, RefusalCode, ReviewCode } from '#sync/outcome.ts'
import { mayWrite } from '../identity/rights.ts'
import type { TabletRights } from '../storage/record-store.ts'
import type { Desk } from './desk.ts'

/** What one operation is judged by. */
export interface Bench {
  readonly desk: Desk
  readonly epoch: string
  /** The history before the server was restored; null when it never was. */
  readonly sharedEpoch: string | null
  readonly now: number
  /** What its tablet may do at this moment, whatever that was when the entry was made; or whoever accepted it. */
  readonly rights: TabletRights | null
  /** False when somebody else brought the operation and nothing shows whose it is. */
  readonly proven: boolean
  readonly closedQuarters: readonly ClosedQuarter[]
}

export function refused(code: RefusalCode, fields: readonly string[] = []): Outcome {
  return { outcome: 'refused', code, fields: [...fields] }
}

/** Why somebody who may record in the operation's scope has to agree first; null when nobody has to. */
export function reviewCodeOf(op: Operation, { proven, rights }: Bench): ReviewCode | null {
  if (!proven) return 'not-proven'
  return rights !== null && mayWrite(rights, op.scope) ? null : 'not-allowed-here'
}

/** Whether an operation with this outcome stands before a person until it is dealt with. */
export function isStanding({ outcome }: Outcome): boolean {
  switch (outcome) {
    case 'refused':
    case 'review':
      return true
    case 'applied':
    case 'conflict':
    case 'held':
      return false
  }
}
