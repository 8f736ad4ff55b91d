// @vitest-environment node
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Dexie from 'dexie'
import { expect, onTestFinished, test } from 'vitest'
import * as v from 'valibot'
import { readAttention } from '#client/data/attention.ts'
import type { RollupRow } from '#client/data/database.ts'
import { readEntries } from '#client/data/entries.ts'
import { findEntries, findInNotes } from '#client/data/find-entries.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import { readPosition } from '#client/data/position.ts'
import { withNames } from '#client/data/search-labels.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { readWaiting } from '#client/data/waiting.ts'
import { waitingFileFromNewer } from '#client/data/newer-format.ts'
import { RunningSums } from '#domain/measures/month-sums.ts'
import { packCells, unpackCells } from '#domain/measures/packed-cells.ts'
import { localDate } from '#domain/time/local-date.ts'
import { aDevice, type TestDevice } from '#support/device.ts'
import { aCopy, aPage, applyHere } from '#support/server-copies.ts'
import { serverFetch } from '#support/server.ts'
import { openServer } from '#support/server-open.ts'
import { aSession, counted } from '#support/sessions.ts'
import { namesInUse, logSession, stateOf, syncOnce, tabletAt } from '#support/tablets.ts'

const FORMAT_1 = {
  tablet: 'key',
  credentials: 'key',
  records: 'id, [scope+kind], [scope+day+id], [day+id], unsettled',
  outbox: 'n, recordId, [state+n]',
  sent: 'n, recordId, action',
  cursors: 'scope',
  drafts: 'key',
  rollups: '[scope+month], month',
}

const FORMAT_3 = {
  ...FORMAT_1,
  records:
    'id, [scope+kind], [scope+day+id], [day+id], [scope+label+day+id], [noted+id], [voided+id], unsettled, asks',
  journal: '++id',
  labels: '[scope+label]',
  pads: 'id, scope',
  taps: '++n, padId',
}

const FORMAT_4 = {
  ...FORMAT_3,
  records:
    'id, [scope+kind], [scope+day+id], [day+id], [scope+label+day+id], [noted+id], [voided+id], *noteWords, unsettled, asks',
  labels: null,
  names: 'scope',
}

const rowsSchema = v.record(v.string(), v.array(v.record(v.string(), v.unknown())))

/** The tables of the first release as a tablet with work on it had them: see the fixture's own words. */
async function tablesOfFormat1(): Promise<v.InferOutput<typeof rowsSchema>> {
  const file = join(import.meta.dirname, '../fixtures/tablet-format-1.json')
  return v.parse(rowsSchema, JSON.parse(await readFile(file, 'utf8')))
}

/** Figures as they were kept up to format 4: each part by its name. */
function ofFormat4(row: RollupRow): Record<string, unknown> {
  return { ...row, figures: unpackCells(row.figures) }
}

/** A browser in which the first release has been at work, or the one that had another format. */
async function aDeviceOfFormat(
  tables: v.InferOutput<typeof rowsSchema>,
  device: TestDevice = aDevice(),
  [version, stores]: readonly [number, Readonly<Record<string, string>>] = [1, FORMAT_1],
): Promise<TestDevice> {
  const db = new Dexie(device.databaseName, { indexedDB: device.indexedDB, IDBKeyRange: device.IDBKeyRange })
  db.version(version).stores(stores)
  for (const [table, rows] of Object.entries(tables)) await db.table(table).bulkAdd(rows)
  db.close()
  return device
}

async function openedTablet(device: TestDevice): Promise<Tablet> {
  const opened = await openTablet(device)
  if (opened.state !== 'ready') throw new Error(opened.state)
  onTestFinished(() => opened.tablet.db.close())
  return opened.tablet
}

test('[UP-1] an upgrade with a full outbox leaves what waits byte for byte as it was, and drafts and entries with it', async () => {
  const before = await tablesOfFormat1()
  const tablet = await openedTablet(await aDeviceOfFormat(await tablesOfFormat1()))
  expect(await tablet.db.outbox.toArray()).toEqual(before['outbox'])
  expect(await tablet.db.sent.toArray()).toEqual(before['sent'])
  expect(await tablet.db.drafts.toArray()).toEqual(before['drafts'])
  // What entries are found by is worked out beside them; of the entries themselves nothing is touched.
  const entries = await tablet.db.records.toArray()
  expect(entries.map(({ label: _l, noted: _n, voided: _v, noteWords: _w, ...entry }) => entry)).toEqual(
    before['records'],
  )
  expect(entries.filter(({ day }) => day !== null).every(({ label }) => label !== undefined)).toBe(true)
  expect(await tablet.db.names.toArray()).toEqual(await namesInUse(tablet))
  const [row] = before['tablet'] ?? []
  expect(await readPosition(tablet)).toMatchObject({
    lineage: row?.['lineage'],
    epoch: row?.['epoch'],
    cursors: [],
  })
})

test('[UP-1] after an upgrade everything is fetched once more, what waits still stands on top, and saving goes on counting', async () => {
  const tablet = await openedTablet(await aDeviceOfFormat(await tablesOfFormat1()))
  const rows = await tablet.db.records.toArray()
  const settled = rows.find((row) => row.unsettled === undefined)
  const waiting = rows.find((row) => row.unsettled === 'on-this-tablet')
  const refused = rows.find((row) => row.unsettled === 'attention')
  if (settled === undefined || waiting === undefined || refused === undefined) throw new Error('no rows')
  const { epoch } = await readPosition(tablet)
  await applyHere(tablet, aPage([aCopy({ id: settled.id, body: settled.body })], { epoch }))
  expect(await stateOf(tablet, settled.id)).toBe('counted')
  expect(await stateOf(tablet, waiting.id)).toBe('on-this-tablet')
  expect(await readAttention(tablet, tablet.clock.now())).toMatchObject([
    { type: 'not-taken', recordId: refused.id, changes: [{ code: 'invalid-body' }] },
  ])
  const { heartbeat } = await readPosition(tablet)
  await logSession(tablet)
  expect((await readPosition(tablet)).heartbeat.maxN).toBe(heartbeat.maxN + 1)
})

test('[UP-1] what a tablet of the format before holds is found by name and by note after the upgrade', async () => {
  const before = await tabletAt(await openServer(), 'site/wychwood')
  const noted = await logSession(before, aSession({ note: 'The heating was off' }))
  const plain = await logSession(before, aSession({ title: 'Bee keeping', day: localDate('2026-10-01') }))
  const tables: v.InferOutput<typeof rowsSchema> = {}
  for (const name of Object.keys(FORMAT_3).filter((one) => one !== 'labels')) {
    tables[name] = v.parse(v.array(v.record(v.string(), v.unknown())), await before.db.table(name).toArray())
  }
  tables['tablet'] = (tables['tablet'] ?? []).map((row) => ({ ...row, format: 3 }))
  tables['rollups'] = (await before.db.rollups.toArray()).map(ofFormat4)
  tables['records'] = (tables['records'] ?? []).map(({ noteWords: _words, ...row }) => row)
  tables['labels'] = (tables['records'] ?? []).flatMap(({ scope, label }) =>
    label === undefined ? [] : [{ scope, label }],
  )
  const tablet = await openedTablet(await aDeviceOfFormat(tables, aDevice(), [3, FORMAT_3]))
  expect(await tablet.db.names.toArray()).toEqual(await namesInUse(tablet))
  const filter = { scope: null, kind: null, presetId: null, state: null, from: null, until: null }
  const labels = withNames(await tablet.db.names.toArray(), (id) => id)
  const byName = await findEntries(tablet.db, { ...filter, words: ['bee'] }, labels, 10)
  expect(byName.entries.map(({ id }) => id)).toEqual([plain])
  const inNotes = await findInNotes(tablet.db, { ...filter, words: ['heat'] }, 10)
  expect(inNotes.entries.map(({ id }) => id)).toEqual([noted])
  expect((await tablet.db.outbox.toArray()).length).toBe(2)
})

test('[UP-1] figures kept with every part by its name are the same after the upgrade', async () => {
  const before = await tabletAt(await openServer(), 'site/wychwood')
  await logSession(before, aSession({ counts: counted(14) }))
  await logSession(before, aSession({ counts: counted(3), day: localDate('2026-09-01') }))
  const { labels: _, ...stores } = FORMAT_4
  const tables: v.InferOutput<typeof rowsSchema> = {}
  for (const name of Object.keys(stores)) {
    tables[name] = v.parse(v.array(v.record(v.string(), v.unknown())), await before.db.table(name).toArray())
  }
  const kept = await before.db.rollups.toArray()
  expect(kept.length).toBeGreaterThan(0)
  tables['tablet'] = (tables['tablet'] ?? []).map((row) => ({ ...row, format: 4 }))
  tables['rollups'] = kept.map(ofFormat4)
  const tablet = await openedTablet(await aDeviceOfFormat(tables, aDevice(), [4, stores]))
  expect(new Set(await tablet.db.rollups.toArray())).toEqual(new Set(kept))
  expect(await tablet.db.tablet.get('tablet')).toMatchObject({ format: 5 })
  expect((await tablet.db.outbox.toArray()).length).toBe(2)
})

test('[UP-1] figures kept in an older shape are worked out anew from the entries that are there', async () => {
  const tables = await tablesOfFormat1()
  expect(tables['rollups']?.length).toBeGreaterThan(0)
  const tablet = await openedTablet(await aDeviceOfFormat(tables))
  const sums = new RunningSums()
  for (const { kind, scope, day, body, deleted } of await tablet.db.records.toArray()) {
    if (!deleted && day !== null) sums.addEntry({ kind, scope, day, body })
  }
  const kept = sums.months().map(({ cells, ...of }) => ({ ...of, figures: packCells(cells) }))
  expect(kept.length).toBeGreaterThan(0)
  expect(new Set(await tablet.db.rollups.toArray())).toEqual(new Set(kept))
})

test('[UP-1] upgrade with a full outbox: everything that waited goes to the server, once', async () => {
  const server = await openServer()
  const before = await tabletAt(server, 'site/wychwood')
  for (let count = 0; count < 30; count += 1) await logSession(before, aSession({ counts: counted(count) }))
  // As the first release would have had it on disk: its own row, and operations without what came later.
  const tables: v.InferOutput<typeof rowsSchema> = {}
  for (const name of Object.keys(FORMAT_1)) {
    tables[name] = v.parse(v.array(v.record(v.string(), v.unknown())), await before.db.table(name).toArray())
  }
  const [{ id: _, clockOffset: __, durableThrough: ___, ...row } = {}] = tables['tablet'] ?? []
  tables['tablet'] = [{ ...row, format: 1 }]
  tables['cursors'] = []
  tables['outbox'] = (tables['outbox'] ?? []).map(({ since: _since, ...old }) => old)

  const device = await aDeviceOfFormat(tables, aDevice({ fetch: serverFetch(server) }))
  const tablet = await openedTablet(device)
  expect(await readWaiting(tablet.db)).toMatchObject({ waiting: 30 })
  await syncOnce(tablet)
  expect(await readWaiting(tablet.db)).toMatchObject({ waiting: 0, received: 0, attention: 0 })
  const county = await tabletAt(server, 'county')
  expect((await readEntries(county.db, { scope: null, limit: 100 })).entries).toHaveLength(30)
})

test('[SV-4] a build that finds a database of a later format saves what waits there to a file and writes nothing', async () => {
  const device = await aDeviceOfFormat(await tablesOfFormat1())
  const newer = new Dexie(device.databaseName, {
    indexedDB: device.indexedDB,
    IDBKeyRange: device.IDBKeyRange,
  })
  newer.version(1).stores(FORMAT_1)
  newer.version(9).stores({ journal: '++id', marvels: 'id' })
  await newer.open()
  await newer.table('tablet').update('tablet', { format: 9 })
  newer.close()
  expect((await openTablet(device)).state).toBe('newer-format')
  const waiting = ((await tablesOfFormat1())['outbox'] ?? []).filter((row) => row['state'] === 'waiting')
  expect(await waitingFileFromNewer(device)).toMatchObject({ operations: waiting.length })
  await newer.open()
  expect(newer.verno).toBe(9)
  expect(await newer.table('outbox').toArray()).toEqual((await tablesOfFormat1())['outbox'])
  newer.close()
})
