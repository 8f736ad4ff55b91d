import { onTestFinished } from 'vitest'
import { type Entry, readEntry, type WholeEntry } from '#client/data/entries.ts'
import { type NamesRow, namesOf } from '#client/data/find-keys.ts'
import { nextBatch } from '#client/data/outbox.ts'
import { applyReceipts } from '#client/data/receipts.ts'
import { correctRecord, createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import type { Outcome } from '#sync/outcome.ts'
import { aDevice, EPOCH, type TestDevice } from '#support/device.ts'
import { serverFetch, type TestServer } from '#support/server.ts'
import { aSession } from '#support/sessions.ts'

/** A tablet set up at a server of the test's own, closed when the test ends. */
export async function tabletAt(
  server: TestServer,
  site: string,
  name = 'Asha',
  device: TestDevice = aDevice({ fetch: serverFetch(server) }),
): Promise<Tablet> {
  const result = await enrol(device, { code: await server.mintCode(), site, name })
  if (!result.ok) throw new Error(result.code)
  onTestFinished(() => result.tablet.db.close())
  return result.tablet
}

export const syncOnce = (tablet: Tablet) => runCycle(tablet, httpTransport(tablet))

/** Logs a session and gives its id. */
export async function logSession(
  tablet: Tablet,
  session: WrittenSession = aSession(),
  scope = 'site/wychwood',
): Promise<string> {
  const saved = await createRecord(tablet, { kind: 'event-session', scope, body: session })
  if (!saved.ok) throw new Error(`${saved.code} ${saved.fields.join()}`)
  return saved.id
}

/** Corrects a session as the person at this tablet sees it now. */
export async function correctSession(
  tablet: Tablet,
  id: string,
  changes: Partial<WrittenSession>,
): Promise<void> {
  const { seen, session } = await entryOf(tablet, id)
  if (session === null) throw new Error('not a session')
  const saved = await correctRecord(tablet, id, seen, { ...session, ...changes })
  if (!saved.ok) throw new Error(`${saved.code} ${saved.fields.join()}`)
}

/** @throws when the tablet has no such entry */
export async function entryOf(tablet: Tablet, id: string): Promise<WholeEntry> {
  const found = await readEntry(tablet.db, id)
  if (found === null) throw new Error('no such entry')
  return found
}

export async function stateOf(tablet: Tablet, id: string): Promise<Entry['state'] | undefined> {
  return (await readEntry(tablet.db, id))?.state
}

/** Receives what waits with one outcome for each operation, as if a server had said so. */
export async function receiveAll(
  tablet: Tablet,
  outcome: (n: number) => Outcome,
  epoch = EPOCH,
): Promise<void> {
  const ops = await nextBatch(tablet.db, { bytes: 1_000_000, operations: 200, without: new Set() })
  await applyReceipts(
    tablet,
    ops.map((op) => ({ opId: op.opId, outcome: outcome(op.n) })),
    ops.map((op) => op.n),
    epoch,
  )
}

/** What the records of a tablet are called, in the order of the table of names. */
export async function namesInUse(tablet: Tablet): Promise<readonly NamesRow[]> {
  const rows = await tablet.db.records.toArray()
  const called = rows.flatMap(({ scope, label, day }) =>
    label === undefined || day === null ? [] : [{ scope, label, day }],
  )
  return namesOf(called).toSorted((left, right) => order(left.scope, right.scope))
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
