import * as fc from 'fast-check'
import type { ArrivedOperation, Decision, RecordStore, SettleView } from '#server/storage/record-store.ts'
import type { Outcome } from '#sync/outcome.ts'
import { anArrival, decideAll, NOW } from './kept-records.ts'
import { dumpOf, sortedRows } from './store-dumps.ts'

/** Something done to a store; what it answers can be compared with what another store answers. */
export interface StoreCommand {
  readonly name: string
  run(store: RecordStore): Promise<unknown>
  toString(): string
}

function command(name: string, run: StoreCommand['run'], ...about: unknown[]): StoreCommand {
  return { name, run, toString: () => `${name}(${about.map((part) => JSON.stringify(part)).join(', ')})` }
}

// Few of everything, so that commands meet: the same ids are in use in every service.
const lineage = fc.constantFrom('lineage-a', 'lineage-b', 'lineage-c')
const scope = fc.constantFrom('site/abingdon', 'site/wychwood')
const recordId = fc.constantFrom('record-1', 'record-2')
const credential = fc.constantFrom('credential-1', 'credential-2', 'credential-3')
const code = fc.constantFrom('code-1', 'code-2', 'code-3')
const smallNumber = fc.integer({ min: 1, max: 5 })
const moment = fc.integer({ min: NOW, max: NOW + 9 })

const UNREADABLE: Outcome = { outcome: 'refused', code: 'invalid-body', fields: [] }

const arrival: fc.Arbitrary<ArrivedOperation> = fc
  .record({
    lineage,
    n: smallNumber,
    at: fc.record({ recordId, scope }),
    opId: fc.integer({ min: 1, max: 9 }),
    hash: fc.constantFrom('one', 'two'),
    proven: fc.boolean(),
    unreadable: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ lineage: of, n, at, opId, hash, proven, unreadable }) =>
    anArrival(of, n, {
      ...(unreadable === 0 ? { recordId: null, scope: null, outcome: UNREADABLE } : at),
      opId: `op-${opId}`,
      hash,
      proven,
    }),
  )

const VERDICTS: readonly Outcome[] = [
  { outcome: 'held', code: 'predecessor-missing' },
  { outcome: 'review', code: 'not-proven' },
  { outcome: 'review', code: 'not-allowed-here' },
  { outcome: 'refused', code: 'declined', fields: [] },
]

/** Takes every operation, gives them all one other outcome, or fails. */
function deciding(verdict: Outcome | 'take' | 'fail'): (view: SettleView) => Decision {
  if (verdict === 'take') return decideAll
  return (view) => {
    if (verdict === 'fail') throw new Error('judging failed')
    const standing = verdict.outcome !== 'held'
    const outcomes = view.operations.map(({ opId }) => ({ opId, outcome: verdict, standing }))
    return { outcomes, records: [], scopes: new Map() }
  }
}

function settling(
  about: { lineage: string; recordIds: string[]; scopes: string[] },
  verdict: Outcome | 'take' | 'fail',
) {
  return command(
    'settle',
    async (store) => {
      const views: SettleView[] = []
      await store.settle({ ...about, judgedAt: NOW }, (view) => {
        views.push(view)
        return deciding(verdict)(view)
      })
      // A transaction may have been run again; what it saw in the end is what counts.
      return views.at(-1)
    },
    about,
    verdict,
  )
}

/** Any one command of the interface, on ids that all services use alike. */
export const storeCommand: fc.Arbitrary<StoreCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(arrival, { minLength: 1, maxLength: 4 })
      .map((all) => command('receive', (store) => store.receive(all, NOW), all)),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        lineage,
        fc.uniqueArray(recordId, { minLength: 1 }),
        fc.uniqueArray(scope, { minLength: 1 }),
        fc.constantFrom<Outcome | 'take' | 'fail'>('take', 'take', 'fail', ...VERDICTS),
      )
      .map(([of, recordIds, scopes, verdict]) => settling({ lineage: of, recordIds, scopes }, verdict)),
  },
  scope.map((id) => command('raiseFloor', (store) => store.raiseFloor(id), id)),
  fc
    .record({
      codeHash: code,
      siteId: fc.constantFrom(null, 'site/abingdon'),
      expiresAt: fc.option(moment),
      first: fc.boolean(),
    })
    .map((made) => command('addCode', (store) => store.addCode(made, NOW), made)),
  fc.constant(command('clearFirstCode', (store) => store.clearFirstCode())),
  {
    weight: 2,
    arbitrary: fc.tuple(code, lineage, credential, moment).map(([codeHash, of, credentialHash, at]) => {
      const tablet = { lineage: of, credentialHash, siteId: null, personId: 'p', personName: 'Sam' }
      return command('enrol', (store) => store.enrol(codeHash, tablet, at), codeHash, tablet)
    }),
  },
  fc.tuple(lineage, moment).map(([of, at]) => command('tabletSeen', (store) => store.tabletSeen(of, at), of)),
  fc.tuple(lineage, moment).map(([of, at]) => command('revoke', (store) => store.revokeTablet(of, at), of)),
  fc.tuple(lineage, lineage, credential, smallNumber).map(([from, of, credentialHash, firstN]) => {
    const fork = { lineage: of, credentialHash, firstN }
    return command('fork', (store) => store.forkTablet(from, fork, NOW), from, fork)
  }),
  fc.tuple(lineage, smallNumber).map(([of, maxN]) => {
    const heartbeat = { maxN, pending: [], oldestAt: null }
    return command('noteHeartbeat', (store) => store.noteHeartbeat(of, heartbeat), of, maxN)
  }),
  fc
    .tuple(lineage, smallNumber)
    .map(([of, n]) => command('markDurable', (store) => store.markDurable(new Map([[of, n]])), of, n)),
)

/** Everything that can be read of a store by asking it. */
export async function everythingOf(store: RecordStore): Promise<Record<string, unknown>> {
  const lineages = ['lineage-a', 'lineage-b', 'lineage-c']
  const parts = await dumpOf(store)
  return {
    tables: sortedRows(parts),
    service: await store.readService(),
    heads: await store.readHeads(),
    feed: await store.readFeed(async (feed) => ({
      scopes: await feed.scopes(),
      rows: await feed.rowsAfter('site/abingdon', 0, 100),
    })),
    unsettled: await store.unsettledAfter(null, 100),
    held: await store.heldOn(['record-1', 'record-2']),
    records: await store.recordsAfter('', 100),
    operations: await store.operationsAfter('', 100),
    tablets: await store.listTablets(),
    arrivals: await Promise.all(lineages.map((of) => store.arrivalsOf(of))),
    found: await Promise.all([1, 2, 3].map((n) => store.findTablet(`credential-${n}`))),
    codes: await Promise.all([1, 2, 3].map((n) => store.findCode(`code-${n}`))),
  }
}
