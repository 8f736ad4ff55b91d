import { changeDigest, copyHash } from '#sync/digest.ts'
import type { Outcome } from '#sync/outcome.ts'
import type {
  Decision,
  KeptRecord,
  ScopeState,
  SettleView,
  StandingOperation,
  UnsettledOperation,
} from '../storage/record-store.ts'

/** A record that has no place in its scope's order yet. */
export type UnplacedRecord = Omit<KeptRecord, 'seq'>

type Judged = Decision['outcomes'][number]

/** Records, scopes and operations as they are while a batch is judged: what was read, and what judging has made of it. */
export interface Desk {
  record(id: string): KeptRecord | undefined
  /** Whether a scope exists and is locked for this batch. */
  hasScope(id: string): boolean
  /** Puts a record down as it now is, in its scope's next place. */
  write(record: UnplacedRecord): KeptRecord
  /** Sets an operation's outcome. `standing` while somebody still has to deal with it. */
  settle(opId: string, outcome: Outcome, standing: boolean): void
  /** Operations of any tablet that were not taken and that nobody has dealt with, on the batch's records. */
  standing(): readonly StandingOperation[]
  /** The tablet's operations that wait for a predecessor. */
  held(): readonly UnsettledOperation[]
  /** Whether the tablet's operation of this number is settled; `hasArrived` holds for one that is held as well. */
  isSettled(n: number): boolean
  hasArrived(n: number): boolean
  /** Keeps what a piece of judging put down when it returns, and drops all of it when it throws. */
  attempt<Result>(judge: () => Result): Result
  decision(): Decision
}

interface Pile {
  readonly records: Map<string, KeptRecord>
  readonly scopes: Map<string, ScopeState>
  readonly outcomes: Map<string, Judged>
}

function emptyPile(): Pile {
  return { records: new Map(), scopes: new Map(), outcomes: new Map() }
}

export function openDesk(view: SettleView): Desk {
  const kept = emptyPile()
  let draft = emptyPile()
  const byNumber = new Map(view.operations.map((operation) => [operation.n, operation.opId]))

  const record = (id: string) => draft.records.get(id) ?? kept.records.get(id) ?? view.records.get(id)
  const judgedOf = (opId: string) => draft.outcomes.get(opId) ?? kept.outcomes.get(opId)
  const outcomeAt = (n: number) => judgedOf(byNumber.get(n) ?? '')?.outcome.outcome
  const isSettled = (n: number) => view.settledNumbers.has(n) || !['held', undefined].includes(outcomeAt(n))

  const write = (unplaced: UnplacedRecord): KeptRecord => {
    const { id, scope } = unplaced
    const state = draft.scopes.get(scope) ?? kept.scopes.get(scope) ?? view.scopes.get(scope)
    if (state === undefined) throw new Error(`Record ${id} changed in ${scope}, which is not locked`)
    const before = record(id)
    const placed = { ...unplaced, seq: state.head + 1 }
    const out = before === undefined ? [] : [copyHash(before)]
    const digest = changeDigest(state.digest, out, [copyHash(placed)])
    draft.records.set(id, placed)
    draft.scopes.set(scope, { head: placed.seq, digest })
    return placed
  }

  const standing = (): readonly StandingOperation[] => [
    ...view.standing.flatMap((operation) => {
      const judged = judgedOf(operation.opId)
      if (judged === undefined) return [operation]
      return judged.standing ? [{ ...operation, outcome: judged.outcome }] : []
    }),
    ...view.operations.flatMap((operation) => {
      const judged = judgedOf(operation.opId)
      return judged?.standing === true ? [{ ...operation, outcome: judged.outcome }] : []
    }),
  ]

  return {
    record,
    hasScope: (id) => view.scopes.has(id),
    write,
    settle: (opId, outcome, isStanding) => {
      draft.outcomes.set(opId, { opId, outcome, standing: isStanding })
    },
    standing,
    held: () => view.operations.filter((operation) => judgedOf(operation.opId)?.outcome.outcome === 'held'),
    isSettled,
    hasArrived: (n) => isSettled(n) || outcomeAt(n) === 'held',
    attempt: (judge) => {
      draft = emptyPile()
      try {
        const result = judge()
        for (const [id, changed] of draft.records) kept.records.set(id, changed)
        for (const [id, state] of draft.scopes) kept.scopes.set(id, state)
        for (const [opId, judged] of draft.outcomes) kept.outcomes.set(opId, judged)
        return result
      } finally {
        draft = emptyPile()
      }
    },
    decision: () => ({
      outcomes: [...kept.outcomes.values()],
      records: [...kept.records.values()],
      scopes: kept.scopes,
    }),
  }
}
