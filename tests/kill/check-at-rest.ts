import * as v from 'valibot'
import type { Tablet } from '#client/data/tablet.ts'
import type { KeptRecord, LedgerOperation, RecordStore } from '#server/storage/record-store.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import type { Findings } from './findings.ts'
import type { Expected, Work } from './work.ts'

const AT_A_TIME = 500
const SITE = 'site/wychwood'

/** Every acknowledged operation is in the ledger once and has taken effect once, and nothing else has. */
export async function checkLedger(store: RecordStore, work: Work, findings: Findings): Promise<void> {
  const arrived = new Set<string>()
  for (const { opId, outcome } of await allOperations(store)) {
    if (arrived.has(opId)) findings.add('doubled', `operation ${opId} is in the ledger twice`)
    arrived.add(opId)
    if (outcome?.outcome !== 'applied') {
      findings.add('wrong', `operation ${opId} came to ${JSON.stringify(outcome)}`)
    }
    if (!work.acknowledged.has(opId)) findings.add('wrong', `nobody acknowledged operation ${opId}`)
  }
  for (const [opId, { recordId, deed }] of work.acknowledged) {
    if (!arrived.has(opId)) findings.add('lost', `operation ${opId}, ${deed.did} of ${recordId}, is not here`)
  }
  await checkEntries(store, work, findings)
}

async function allOperations(store: RecordStore): Promise<readonly LedgerOperation[]> {
  const operations: LedgerOperation[] = []
  for (;;) {
    const page = await store.operationsAfter(operations.at(-1)?.opId ?? '', AT_A_TIME)
    if (page.length === 0) return operations
    operations.push(...page)
  }
}

async function checkEntries(store: RecordStore, { entries }: Work, findings: Findings): Promise<void> {
  const scopes = new Set([...entries.values()].map(({ scope }) => scope))
  const kept = await Promise.all([...scopes].map((scope) => store.recordsOf(scope, 'event-session')))
  const records = new Map(kept.flat().map((record) => [record.id, record]))
  for (const [id, expected] of entries) {
    const record = records.get(id)
    if (record === undefined) findings.add('lost', `entry ${id} is not here`)
    else checkEntry(record, expected, findings)
  }
}

const countsSchema = v.record(v.string(), v.looseObject({ total: v.number() }))

function checkEntry(record: KeptRecord, expected: Expected, findings: Findings): void {
  const { id, rev, history } = record
  if (rev > expected.operations) findings.add('doubled', `entry ${id} has changed ${rev} times`)
  if (rev < expected.operations) findings.add('lost', `entry ${id} has changed only ${rev} times`)
  if (new Set(history.map(({ opId }) => opId)).size < history.length) {
    findings.add('doubled', `the history of entry ${id} names a change twice`)
  }
  const counts = v.parse(countsSchema, record.body['counts'])
  for (const door of new Set([...expected.totals.keys(), ...Object.keys(counts)])) {
    const [found, due] = [counts[door]?.total, expected.totals.get(door)]
    if (found !== due) findings.add('lost', `entry ${id} counts ${found} at ${door}, and was told ${due}`)
  }
  if (record.deleted !== expected.deleted) {
    findings.add('lost', `entry ${id} is ${record.deleted ? '' : 'not '}void`)
  }
}

/** Each tablet holds what the server holds in every scope of its own, by the copies themselves and by their digest. */
export async function checkDigests(
  store: RecordStore,
  tablets: readonly Tablet[],
  findings: Findings,
): Promise<void> {
  const heads = await store.readFeed((feed) => feed.scopes())
  const digests = new Map(heads.map(({ id, digest }) => [id, digest]))
  for (const { id, db } of tablets) {
    const copies = await copiesOf(db)
    for (const { scope, digest } of await db.cursors.toArray()) {
      const sum = copies.get(scope) ?? EMPTY_DIGEST
      if (digest !== digests.get(scope) || sum !== digest) {
        const held = `keeps ${digest}, holds ${sum}`
        findings.add('wrong', `tablet ${id} ${held}, the server has ${digests.get(scope)} in ${scope}`)
      }
    }
  }
}

/** The digest of each scope's copies, worked out from the copies themselves. */
async function copiesOf(db: Tablet['db']): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>()
  for (const { server, ...record } of await db.records.toArray()) {
    if (server === null) continue
    const hash = copyHash({ ...record, rev: server.rev, seq: server.seq })
    digests.set(record.scope, changeDigest(digests.get(record.scope) ?? EMPTY_DIGEST, [], [hash]))
  }
  return digests
}

/**
 * Looks at the only tablet a server knows: it has each of its operations once, and each entry has changed as
 * often as it has operations.
 *
 * @returns the first count of each of these entries, null for one that is not there
 */
export async function checkOneTablet(
  store: RecordStore,
  tablet: { readonly saved: number; readonly entries: readonly string[] },
  findings: Findings,
): Promise<readonly (number | null)[]> {
  const numbers = new Map<number | null, number>()
  const changes = new Map<string | null, number>()
  for (const { n, recordId, outcome } of await allOperations(store)) {
    numbers.set(n, (numbers.get(n) ?? 0) + 1)
    changes.set(recordId, (changes.get(recordId) ?? 0) + 1)
    if (outcome?.outcome !== 'applied')
      findings.add('wrong', `number ${n} came to ${JSON.stringify(outcome)}`)
  }
  for (let n = 1; n <= tablet.saved; n += 1) {
    const times = numbers.get(n) ?? 0
    if (times !== 1) findings.add(times === 0 ? 'lost' : 'doubled', `number ${n} is here ${times} times`)
  }
  const records = new Map((await store.recordsOf(SITE, 'event-session')).map((record) => [record.id, record]))
  for (const { id, rev } of records.values()) {
    const due = changes.get(id) ?? 0
    if (rev !== due)
      findings.add(rev < due ? 'lost' : 'doubled', `entry ${id} has changed ${rev} times of ${due}`)
  }
  return tablet.entries.map((id) => {
    const counts = v.safeParse(countsSchema, records.get(id)?.body['counts'])
    return counts.success ? (Object.values(counts.output)[0]?.total ?? null) : null
  })
}
