/** The invariants of the agreement that a run is held to; `docs/simulation.md` says how each is looked at. */
export const INVARIANTS = {
  I1: 'what was acknowledged stays on its tablet until it is settled and durable',
  I2: 'what was acknowledged is on its tablet, in a file or in the ledger, and what was received stays received',
  I3: 'an operation takes effect once',
  I4: 'an id used again for other contents is never applied',
  I5: 'operations of one tablet on one record take effect in their order',
  I6: 'no committed state shows half of an operation',
  I7: 'a cursor passes nothing by',
  I8: 'cursor and rev never go back',
  I9: 'at rest, copies equal the server',
  I10: 'the view is the copy with what is not settled on top',
  I11: 'nothing is overwritten unseen',
  I12: 'no conflict without cause',
  I13: 'what was not taken is before its author and kept by the server',
  I14: 'what cannot apply delays only what depends on it',
  I15: 'a valid operation is not refused for the order it came in',
  I16: 'no row of a scope that may not be read',
  I17: 'grants, revocations and snapshots remove nothing unsettled',
  I18: 'void until restored',
  I19: 'under the floor comes a snapshot',
  I20: 'after a restore everything acknowledged is in the ledger again',
  I21: 'clocks change only claimed times',
  I23: 'two loops of one tablet break nothing',
  I24: 'with a fair network the outbox empties',
  I25: 'a crash leaves all or nothing',
  I26: 'a missing row is noticed within one sync',
  I27: 'files come to the same as pushing',
  I28: 'received and reported cover every number',
  'DG-10': 'copies differ from the server only where a page lost a row',
  'SV-2': 'a tab never writes into storage that is no longer its own',
  ERR: 'nothing throws that is not expected',
} as const

export type Invariant = keyof typeof INVARIANTS

export interface Break {
  readonly invariant: Invariant
  readonly details: string
}

/** Counts what was looked at, and keeps the first break of a run; what follows from one says nothing new. */
export class Verdict {
  readonly checks: Partial<Record<Invariant, number>> = {}
  broken: Break | null = null

  /** @param details only asked for when it does not hold */
  check(invariant: Invariant, holds: boolean, details: () => string): void {
    this.checks[invariant] = (this.checks[invariant] ?? 0) + 1
    if (!holds) this.broken ??= { invariant, details: details() }
  }
}
