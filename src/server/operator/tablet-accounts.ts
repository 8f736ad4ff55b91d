import type { Arrivals, RecordStore, Tablet } from '../storage/record-store.ts'
import { type Range, split } from './ranges.ts'

/** Where each number of a tablet's count is. Rule I28 of the design: here, still on the tablet, or missing. */
export interface TabletAccount {
  readonly tablet: Tablet
  readonly arrivals: Arrivals
  /** Not here, and the tablet says that it still has them. */
  readonly pending: readonly Range[]
  /** Neither here nor said to be on the tablet: suspected loss. */
  readonly lost: readonly Range[]
}

/** Accounts for every operation that any tablet has said it made, or that a later one shows it made. */
export async function tabletAccounts(
  store: Pick<RecordStore, 'listTablets' | 'arrivalsOf'>,
): Promise<readonly TabletAccount[]> {
  const accounts: TabletAccount[] = []
  // What a tablet said comes first: all that it had a receipt for then has arrived by the time it is counted.
  for (const tablet of await store.listTablets()) {
    accounts.push(accountOf(tablet, await store.arrivalsOf(tablet.lineage)))
  }
  return accounts
}

/** The numbers of one tablet that are not here, by whether it says that it still has them. */
function accountOf(tablet: Tablet, arrivals: Arrivals): TabletAccount {
  const known = Math.max(arrivals.through, arrivals.highest)
  const maxN = tablet.heartbeat?.maxN ?? 0
  const absent: readonly Range[] = maxN > known ? [...arrivals.holes, [known + 1, maxN]] : arrivals.holes
  const { inside, outside } = split(absent, tablet.heartbeat?.pending ?? [])
  return { tablet, arrivals, pending: inside, lost: outside }
}
