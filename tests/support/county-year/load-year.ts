import { randomUUID } from 'node:crypto'
import { schemaVersion } from '#domain/records/define-record.ts'
import { checkBody, definitionOf } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { QUARTERS } from '#domain/time/quarter.ts'
import type { Reference } from '#server/reference/read-reference.ts'
import type { Installation, KeptRecord } from '#server/storage/record-store.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import type { Operation } from '#sync/operation.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { startServer, type TestServer } from '../server.ts'
import { enrolTablet, type TestTablet } from '../server-tablet.ts'
import { chanceOf } from './chance.ts'
import type { MadeRecord } from './made-entries.ts'

/** As many operations as a request holds however long they are. */
const AT_A_TIME = 140

export interface LoadedYear {
  readonly server: TestServer
  readonly tablet: TestTablet
}

/**
 * A real server on a database file that holds a made year, after people have worked on it: some entries
 * were corrected, some are void, some of those came back, and the plan's actions moved and got done. The
 * year is there from the start, because sending it would take longer than all the rest; the work is sent.
 *
 * @throws when the server does not take all of it
 */
export async function loadYear(
  reference: Reference,
  year: readonly MadeRecord[],
  { databasePath, seed }: { readonly databasePath: string; readonly seed: number },
): Promise<LoadedYear> {
  const records = keptRecords(reference, year)
  const server = await startServer({
    reference,
    openStore: async (serviceId) => {
      const store = await openSqlStore({ engine: sqliteEngine(databasePath), serviceId })
      await store.install(installation(reference, records))
      return store
    },
  })
  const tablet = await enrolTablet(server, 'county')
  await pushAll(tablet, [...workOn(tablet, records, seed), ...planWork(tablet)])
  return { server, tablet }
}

function keptRecords(reference: Reference, year: readonly MadeRecord[]): readonly KeptRecord[] {
  const heads = new Map<string, number>()
  const given = [
    ...reference.records.map(({ id, kind, body }) => ({ id, kind, scope: AUTHORITY_SCOPE, body })),
    ...year.map(({ kind, scope, body, id = randomUUID() }) => ({
      id,
      kind,
      scope,
      body: { ...definitionOf(kind)?.example, ...body },
    })),
  ]
  return given.map(({ id, kind, scope, body }) => {
    const definition = definitionOf(kind)
    const checked = checkBody(kind, body)
    if (definition === undefined || !checked.ok) throw new Error(`${kind} ${id} ${JSON.stringify(checked)}`)
    const seq = (heads.get(scope) ?? 0) + 1
    heads.set(scope, seq)
    return {
      id,
      kind,
      scope,
      day: checked.day,
      rev: 1,
      seq,
      deleted: false,
      schema: schemaVersion(definition),
      body: checked.body,
      history: [],
      writers: {},
      sharedRev: 0,
    }
  })
}

function installation(reference: Reference, records: readonly KeptRecord[]): Installation {
  const byScope = Map.groupBy(records, ({ scope }) => scope)
  const sites = records.filter(({ kind }) => kind === 'site').map(({ id }) => id)
  return {
    service: { ...reference.service, epoch: randomUUID() },
    scopes: [AUTHORITY_SCOPE, ...sites].map((id) => {
      const held = byScope.get(id) ?? []
      const digest = changeDigest(EMPTY_DIGEST, [], held.map(copyHash))
      return { id, head: held.length, floor: 0, digest }
    }),
    records,
    installedAt: Date.UTC(2023, 3, 1),
  }
}

function workOn(tablet: TestTablet, records: readonly KeptRecord[], seed: number): readonly Operation[] {
  const chance = chanceOf(seed)
  const entries = records.filter(({ day }) => day !== null)
  const voids = entries.filter(() => chance.often(0.02))
  const gone = new Set(voids)
  const moved = entries.filter(
    (record) => !gone.has(record) && record.body['day'] === record.day && chance.often(0.02),
  )
  const on = ({ kind, id, scope }: KeptRecord, rev: number, more: Partial<Operation>) =>
    tablet.change({ ...tablet.create(), kind, recordId: id, scope }, { rev, ...more })
  return inCountOrder([
    ...voids.map((record) => on(record, 1, { action: 'void' })),
    ...voids.filter(() => chance.often(0.3)).map((record) => on(record, 2, { action: 'restore' })),
    ...moved.map((record) =>
      on(record, 1, { set: { day: chance.dayIn(chance.pick(QUARTERS)) }, was: { day: record.day } }),
    ),
  ])
}

/** Actions done in time and late, and actions moved from one quarter to another. */
function planWork(tablet: TestTablet): readonly Operation[] {
  const said = (code: string, set: Operation['set']) =>
    tablet.change(
      { ...tablet.create(), kind: 'plan-action', recordId: `action/${code}`, scope: AUTHORITY_SCOPE },
      { rev: 1, set, was: Object.fromEntries(Object.keys(set).map((field) => [field, null])) },
    )
  const done = (code: string, on: string) => said(code, { status: 'done', doneOn: localDate(on) })
  const move = (on: string, from: string, to: string) => ({
    on: localDate(on),
    from: [from],
    to: [to],
    reason: 'Consent came late',
    by: 'Asha',
  })
  return [
    done('SDP22-01', '2022-06-20'),
    done('SDP22-05', '2022-08-01'),
    done('SDP22-06', '2022-09-30'),
    done('SDP22-07', '2022-11-03'),
    done('SDP22-08', '2023-03-30'),
    said('SDP22-44', { moves: [move('2022-09-12', 'Q3', 'Q4'), move('2023-01-20', 'Q2', 'Q4')] }),
    said('SDP22-43', { moves: [move('2022-07-01', 'Q2', 'Q3')] }),
  ]
}

/** Operations only leave a tablet in the order it counted them in. */
function inCountOrder(operations: readonly Operation[]): readonly Operation[] {
  return operations.toSorted((a, b) => a.n - b.n)
}

async function pushAll(tablet: TestTablet, operations: readonly Operation[]): Promise<void> {
  for (let sent = 0; sent < operations.length; sent += AT_A_TIME) {
    const receipts = await tablet.push(operations.slice(sent, sent + AT_A_TIME))
    const refused = receipts.find(({ outcome }) => outcome.outcome !== 'applied')
    if (refused !== undefined) throw new Error(JSON.stringify(refused))
  }
}
