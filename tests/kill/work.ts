/** What one tablet did to one entry. Each counts at a door of its own, so that no two ever mean the same number. */
export type Deed =
  | { readonly did: 'create' | 'count'; readonly door: string; readonly total: number }
  | { readonly did: 'void' | 'restore' }

/** An operation that a tablet has acknowledged as saved. */
export interface Acknowledged {
  readonly opId: string
  readonly recordId: string
  readonly scope: string
  readonly deed: Deed
}

/** What an entry must look like once everything acknowledged has come to the server. */
export interface Expected {
  readonly scope: string
  readonly totals: Map<string, number>
  deleted: boolean
  /** Each raises the entry's `rev` by one, if it takes effect once. */
  operations: number
}

/** Everything that was acknowledged, kept apart from whatever is killed. */
export class Work {
  readonly acknowledged = new Map<string, Acknowledged>()
  readonly entries = new Map<string, Expected>()

  note(acknowledged: Acknowledged): void {
    const { opId, recordId, scope, deed } = acknowledged
    this.acknowledged.set(opId, acknowledged)
    const entry = this.entries.get(recordId) ?? { scope, totals: new Map(), deleted: false, operations: 0 }
    entry.operations += 1
    if (deed.did === 'create' || deed.did === 'count') entry.totals.set(deed.door, deed.total)
    else entry.deleted = deed.did === 'void'
    this.entries.set(recordId, entry)
  }
}
