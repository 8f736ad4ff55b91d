import { StartProblem } from '../start-problem.ts'
import { counted, type OperatorDeps, type Report, serviceOf } from './command.ts'
import { rangeWords, sizeOf } from './ranges.ts'
import { type TabletAccount, tabletAccounts } from './tablet-accounts.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** Every tablet: whose it is, when it was seen, and what it says waits on it. */
export async function tablets({ store, clock }: Pick<OperatorDeps, 'store' | 'clock'>): Promise<Report> {
  await serviceOf(store)
  const accounts = await tabletAccounts(store)
  const now = clock()
  return {
    lines:
      accounts.length === 0
        ? ['No tablet has been enrolled yet']
        : accounts.map((account) => lineOf(account, now)),
    document: { tablets: accounts.map((account) => documentOf(account, now)) },
  }
}

function lineOf(account: TabletAccount, now: number): string {
  const { tablet, lost } = account
  return [
    tablet.lineage,
    tablet.siteId ?? 'whole county',
    tablet.personName,
    `last seen ${new Date(tablet.lastSeenAt).toISOString().slice(0, 10)}`,
    tablet.revoked ? 'revoked' : 'in use',
    waitingWords(account, now),
    ...(lost.length === 0 ? [] : [`missing ${rangeWords(lost)}`]),
  ].join('  ')
}

function waitingWords({ tablet }: TabletAccount, now: number): string {
  const { heartbeat } = tablet
  if (heartbeat === null) return 'has not synced yet'
  const waiting = sizeOf(heartbeat.pending)
  if (waiting === 0) return 'nothing waits'
  const age = heartbeat.oldestAt === null ? '' : `, the oldest for ${ageWords(now - heartbeat.oldestAt)}`
  return `${waiting} waiting${age}`
}

function ageWords(ageMs: number): string {
  // By the tablet's own clock, which may be ahead.
  const age = Math.max(0, ageMs)
  if (age < HOUR_MS) return 'less than an hour'
  return age < 2 * DAY_MS
    ? counted(Math.floor(age / HOUR_MS), 'hour')
    : counted(Math.floor(age / DAY_MS), 'day')
}

function documentOf({ tablet, arrivals, lost, pending }: TabletAccount, now: number) {
  const { lineage, siteId, personName, enrolledAt, lastSeenAt, revoked, durableThrough, heartbeat } = tablet
  return {
    lineage,
    siteId,
    personName,
    enrolledAt,
    lastSeenAt,
    revoked,
    durableThrough,
    highest: arrivals.highest,
    waiting: heartbeat === null ? null : sizeOf(heartbeat.pending),
    oldestWaitingMs: heartbeat === null || heartbeat.oldestAt === null ? null : now - heartbeat.oldestAt,
    pending,
    suspectedLoss: lost,
  }
}

/** Ends a tablet's access. What waits on it stays on it. */
export async function revoke(
  { store, clock }: Pick<OperatorDeps, 'store' | 'clock'>,
  lineage: string,
): Promise<Report> {
  const isRevoked = await store.revokeTablet(lineage, clock())
  if (!isRevoked) throw new StartProblem(`There is no tablet ${lineage} in use`)
  return { lines: [`Tablet ${lineage} is revoked`], document: { tablet: lineage } }
}
