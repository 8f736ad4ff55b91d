/** Branchline inside a page of its own server's origin: the client's core, without a screen. */
import type { Change } from '#client/data/change.ts'
import { browserDevice, type Device } from '#client/data/device.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import { countWaiting } from '#client/data/outbox.ts'
import { createRecord, save } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { newMemory, pushAll } from '#client/sync/push.ts'
import { httpTransport, type Transport } from '#client/sync/transport.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { fieldsOf } from '#sync/fields.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { bringIn } from '../bring-in.ts'
import type { Admission, ContenderPage, Count } from './contender-page.ts'
import { type Entry, entryAt, ownEntries, siteOf } from './entries.ts'
import { timed, timeEach } from './time-in-page.ts'

/** Operations made in one step; a bulk that no screen has need of. */
const BULK = 500

function device(): Device {
  const found = browserDevice('bench')
  if (found === undefined) throw new Error('no IndexedDB')
  return found
}

let opened: Tablet | undefined
let transport: Transport | undefined

/** One for the whole visit, as the app has it. */
function transportOf(own: Tablet): Transport {
  transport ??= httpTransport(own)
  return transport
}

async function tablet(): Promise<Tablet> {
  if (opened !== undefined) return opened
  const result = await openTablet(device())
  if (result.state !== 'ready') throw new Error(result.state)
  opened = result.tablet
  return opened
}

async function firstSync({ code, site }: Admission): Promise<number> {
  return timed(async () => {
    const result = await enrol(device(), { code, site, name: 'Asha' })
    if (!result.ok) throw new Error(result.code)
    opened = result.tablet
  })
}

function changeOf({ id, kind, scope, body }: Entry): Change {
  const set = fieldsOf(body, eventSession.policies)
  return { kind, recordId: id, scope, action: 'create', base: null, parentN: null, set, was: {} }
}

async function fill({ from, count }: Count): Promise<void> {
  const own = await tablet()
  const changes = ownEntries(from, count).map(changeOf)
  for (let at = 0; at < count; at += BULK) {
    const some = changes.slice(at, at + BULK)
    const saved = await save(own, () => Promise.resolve({ id: '', changes: some }))
    if (!saved.ok) throw new Error(saved.code)
  }
}

async function push(): Promise<number> {
  const own = await tablet()
  const took = await timed(async () => {
    const result = await pushAll(own, transportOf(own), {
      onProgress: () => undefined,
      memory: newMemory(),
    })
    if (!result.ok) throw new Error(result.failure.kind)
  })
  if ((await countWaiting(own.db)) > 0) throw new Error('something still waits')
  return took
}

async function sync(): Promise<number> {
  const own = await tablet()
  return timed(async () => {
    const result = await runCycle(own, transportOf(own))
    if (!result.ok) throw new Error(result.failure.kind)
  })
}

function copyAt(index: number): StoredRecord {
  const entry = entryAt(index, siteOf(index))
  const { day } = entry.body
  return { ...entry, day, rev: 1, seq: index + 1, deleted: false, schema: 1, history: [] }
}

async function seed({ from, count }: Count): Promise<void> {
  await bringIn(await tablet(), count, (index) => copyAt(from + index))
}

async function saves({ from, count }: Count): Promise<number[]> {
  const own = await tablet()
  const entries = ownEntries(from, count)
  return timeEach(count, async (index) => {
    const entry = entries[index]
    if (entry === undefined) throw new RangeError('no entry')
    const saved = await createRecord(own, entry)
    if (!saved.ok) throw new Error(saved.code)
  })
}

async function held(): Promise<number> {
  const { db } = await tablet()
  // Only sessions have a day; the plan and the sites are held besides.
  return db.records.where('[day+id]').above([]).count()
}

export const page: ContenderPage = { firstSync, fill, push, sync, seed, saves, held }
