import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { publishedYear } from '#domain/measures/published-year.ts'
import { type Reference, readReference } from '#server/reference/read-reference.ts'
import type { KeptRecord, RecordStore } from '#server/storage/record-store.ts'
import { prepareService } from '#server/sync/bring-in-reference.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import { NOW } from '#support/kept-records.ts'
import { openServer } from '#support/server-open.ts'
import { smallReference } from '#support/server-reference.ts'
import { enrolTablet } from '#support/server-tablet.ts'
import { onEveryStore } from '#support/stores.ts'

const deps = { clock: () => NOW, newId: () => randomUUID() }
const AUTHORITY = { scope: 'authority' }

/** The small service as a later version ships it: a site of another name, a new site and a published year. */
function newerReference(): Reference {
  const { service, records } = smallReference()
  const [first] = records
  if (first === undefined) throw new RangeError('an empty reference')
  const changed = records.map((record) =>
    record.id === 'site/wychwood'
      ? { ...record, body: { ...record.body, name: 'Wychwood Library' } }
      : record,
  )
  const { kind, example } = publishedYear
  return {
    service,
    records: [
      ...changed,
      { id: 'site/thornbury', kind: 'site', body: { ...first.body, name: 'Thornbury' } },
      { id: 'published-year/2023', kind, body: example },
    ],
  }
}

async function everything(store: RecordStore): Promise<readonly KeptRecord[]> {
  return store.recordsAfter('', 10_000)
}

async function held(store: RecordStore, id: string): Promise<KeptRecord> {
  const record = (await everything(store)).find((one) => one.id === id)
  if (record === undefined) throw new Error(`no ${id}`)
  return record
}

onEveryStore(({ open, installed }) => {
  test('a scope is made where there is none, and one that is there stays as it is', async () => {
    const store = await installed()
    const before = await store.readHeads()
    await store.addScopes(['authority', 'site/abingdon', 'site/thornbury'])
    await store.addScopes([])
    expect(await store.readHeads()).toEqual(new Map([...before, ['site/thornbury', 0]]))
  })

  const setUp = async () => {
    const serviceId = `service-${randomUUID()}`
    const of = ({ records }: Reference): Reference => ({
      service: { id: serviceId, name: 'Testshire libraries' },
      records,
    })
    const store = await open(serviceId)
    await prepareService(store, of(smallReference()), deps)
    return { store, newer: of(newerReference()) }
  }

  test('a database that an earlier version set up is given what the reference data has new, once', async () => {
    const { store, newer } = await setUp()
    expect(await prepareService(store, newer, deps)).toBe(3)
    expect(await held(store, 'site/wychwood')).toMatchObject({
      rev: 2,
      body: { name: 'Wychwood Library' },
      history: [{ by: 'Reference data', set: { name: 'Wychwood Library' }, was: { name: 'Wychwood' } }],
    })
    expect(await held(store, 'published-year/2023')).toMatchObject({ rev: 1, body: { year: 2023 } })

    const after = await everything(store)
    expect(await prepareService(store, newer, deps)).toBe(0)
    expect(await everything(store)).toEqual(after)
  })

  test('what is brought in has a place in the order of changes, and a new site has a scope of its own', async () => {
    const { store, newer } = await setUp()
    await prepareService(store, newer, deps)
    const records = await everything(store)
    const places = records.map(({ seq }) => seq)
    expect(new Set(places).size).toBe(records.length)
    const scopes = await store.readFeed((feed) => feed.scopes())
    expect(scopes.find(({ id }) => id === 'authority')).toMatchObject({
      head: Math.max(...places),
      digest: changeDigest(EMPTY_DIGEST, [], records.map(copyHash)),
    })
    expect(scopes.find(({ id }) => id === 'site/thornbury')).toMatchObject({ head: 0, floor: 0 })
  })
})

test('what the county wrote or made void is never overwritten, and other fields of the same record are', async () => {
  const server = await openServer()
  const county = await enrolTablet(server, 'county')
  const [renamed, closed, removed] = [
    county.create({}, { ...AUTHORITY, kind: 'site', recordId: 'site/wychwood', action: 'patch', set: {} }),
    county.create({}, { ...AUTHORITY, kind: 'site', recordId: 'site/abingdon', action: 'patch', set: {} }),
    county.create(
      {},
      { ...AUTHORITY, kind: 'preset', recordId: 'preset/story-time', action: 'void', set: {} },
    ),
  ]
  const base = { epoch: county.epoch, rev: 1 }
  const outcomes = await county.push([
    { ...renamed, base, set: { name: 'Wychwoods' }, was: { name: 'Wychwood' } },
    { ...closed, base, set: { hoursPerWeek: 20 }, was: { hoursPerWeek: 18 } },
    { ...removed, base },
  ])
  expect(outcomes.map(({ outcome }) => outcome.outcome)).toEqual(['applied', 'applied', 'applied'])

  const newer = smallReference()
  const changes: Readonly<Record<string, object>> = {
    'site/wychwood': { name: 'Wychwood Library', postcode: 'AB1 2CD' },
    'site/abingdon': { hoursPerWeek: 40, staffedHoursPerWeek: 30 },
    'preset/story-time': { name: 'Stories' },
  }
  const records = newer.records.map((one) => ({ ...one, body: { ...one.body, ...changes[one.id] } }))
  expect(await prepareService(server.store, { ...newer, records }, deps)).toBe(2)
  expect((await held(server.store, 'site/wychwood')).body).toMatchObject({
    name: 'Wychwoods',
    postcode: 'AB1 2CD',
  })
  expect((await held(server.store, 'site/abingdon')).body).toMatchObject({
    hoursPerWeek: 20,
    staffedHoursPerWeek: 30,
  })
  const preset = await held(server.store, 'preset/story-time')
  expect([preset.deleted, preset.body['name']]).toEqual([true, 'Story time'])

  const pulled = await county.pull({ authority: 0 })
  expect(pulled['authority']?.rows.find(({ id }) => id === 'site/wychwood')?.body).toMatchObject({
    name: 'Wychwoods',
    postcode: 'AB1 2CD',
  })
})

test('a record that no longer stands in the reference data stays', async () => {
  const server = await openServer()
  const fewer = smallReference()
  const before = await everything(server.store)
  await prepareService(server.store, { ...fewer, records: fewer.records.slice(0, 3) }, deps)
  expect(await everything(server.store)).toEqual(before)
})

test('a county set up before there were published years gets its own, and nothing else moves', async () => {
  const reference = await readReference()
  const isOld = ({ id, kind }: Reference['records'][number]): boolean =>
    kind !== 'published-year' && id !== 'data-source/activity-return-2023'
  const server = await openServer({ reference: { ...reference, records: reference.records.filter(isOld) } })
  const before = await everything(server.store)
  expect(await prepareService(server.store, reference, deps)).toBe(reference.records.length - before.length)
  const after = await everything(server.store)
  expect(after.filter(({ id }) => before.some((one) => one.id === id))).toEqual(before)
  expect(after.some(({ kind }) => kind === 'published-year')).toBe(true)
})
