import type { RecordStore } from '../storage/record-store.ts'

const OPERATIONS_AT_A_TIME = 500

export interface LedgerCheck {
  readonly operations: number
  /** Operations that were not taken and that nobody has dealt with, by code. */
  readonly standing: Readonly<Record<string, number>>
  /** Operations that wait for another one or for the server, by code. */
  readonly waiting: Readonly<Record<string, number>>
}

/** Counts what of the ledger has not come to an end. */
export async function checkLedger(store: Pick<RecordStore, 'operationsAfter'>): Promise<LedgerCheck> {
  const standing: Record<string, number> = {}
  const waiting: Record<string, number> = {}
  let operations = 0
  let last = ''
  for (;;) {
    const page = await store.operationsAfter(last, OPERATIONS_AT_A_TIME)
    for (const { outcome, standing: isStanding } of page) {
      operations += 1
      if (outcome === null) count(waiting, 'not judged yet')
      else if (outcome.outcome === 'held') count(waiting, outcome.code)
      else if (isStanding) count(standing, 'code' in outcome ? outcome.code : outcome.outcome)
    }
    const end = page.at(-1)
    if (end === undefined) return { operations, standing, waiting }
    last = end.opId
  }
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}
