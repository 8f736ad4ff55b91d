import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { EMPTY_DIGEST } from '#sync/digest.ts'
import { aKept, anArrival, anInstallation, digestOf, take } from '#support/kept-records.ts'
import { onEveryStore } from '#support/stores.ts'

const LINEAGE = randomUUID()

onEveryStore(({ open, installed }) => {
  test('a service is installed once, and keeps its epoch', async () => {
    const serviceId = randomUUID()
    const store = await open(serviceId)
    expect(await store.readService()).toBeNull()
    const installation = anInstallation(serviceId)
    expect(await store.install(installation)).toBe(true)
    expect(await store.install(anInstallation(serviceId))).toBe(false)
    expect(await store.readService()).toEqual(installation.service)
    await expect(store.install(anInstallation('another'))).rejects.toThrow('another')
  })

  test('the feed gives a scope’s records in order from after a place, and every scope’s state', async () => {
    const store = await installed()
    const { scopes, rows, later } = await store.readFeed(async (feed) => ({
      scopes: await feed.scopes(),
      rows: await feed.rowsAfter('authority', 0, 2),
      later: await feed.rowsAfter('authority', 2, 100),
    }))
    const { records } = anInstallation('any')
    expect(scopes).toEqual([
      { id: 'authority', head: 3, floor: 0, digest: digestOf(records) },
      { id: 'site/abingdon', head: 0, floor: 0, digest: EMPTY_DIGEST },
      { id: 'site/wychwood', head: 0, floor: 0, digest: EMPTY_DIGEST },
    ])
    const { writers: _, sharedRev: __, ...sent } = records[0] ?? aKept('site', { id: 'none' })
    expect(rows.map(({ record }) => record)).toMatchObject([sent, { id: 'site/wychwood' }])
    expect(rows[0]?.record).not.toHaveProperty('writers')
    expect(rows[0]?.record).not.toHaveProperty('sharedRev')
    expect(later.map(({ record }) => record.id)).toEqual(['preset/rhyme'])
    expect(later[0]?.bytes).toBeGreaterThan(JSON.stringify(later[0]?.record).length / 2)
    expect(await store.readHeads()).toEqual(new Map(scopes.map(({ id, head }) => [id, head])))
  })

  test('[PL-2] what is read in one view of the feed comes from one moment, whatever is written meanwhile', async () => {
    const store = await installed()
    await take(store, [anArrival(LINEAGE, 1)])
    const writing: Promise<void>[] = []
    await store.readFeed(async (feed) => {
      const before = await feed.scopes()
      writing.push(take(store, [anArrival(LINEAGE, 2)]))
      // An engine with one connection lets the writer wait, and the others let it through.
      await Promise.race([...writing, pause(50)])
      expect((await feed.rowsAfter('site/abingdon', 0, 10)).map(({ record }) => record.rev)).toEqual([1])
      expect(await feed.scopes()).toEqual(before)
    })
    await Promise.all(writing)
    expect((await store.readHeads()).get('site/abingdon')).toBe(2)
  })

  test('raising a scope’s floor lets every cursor so far fall under it, and none that comes after', async () => {
    const store = await installed()
    await take(store, [anArrival(LINEAGE, 1)])
    expect(await store.raiseFloor('site/abingdon')).toBe(true)
    expect(await store.raiseFloor('site/nowhere')).toBe(false)
    const scopes = await store.readFeed((feed) => feed.scopes())
    expect(scopes[1]).toMatchObject({ id: 'site/abingdon', head: 2, floor: 2 })
    await take(store, [anArrival(LINEAGE, 2)])
    expect((await store.readHeads()).get('site/abingdon')).toBe(3)
  })

  test('records can be paged through by id, with everything that is kept of them', async () => {
    const store = await installed()
    await take(store, [
      anArrival(LINEAGE, 1, { recordId: 'a-1' }),
      anArrival(LINEAGE, 2, { recordId: 'a-2' }),
    ])
    const first = await store.recordsAfter('', 2)
    const second = await store.recordsAfter(first.at(-1)?.id ?? '', 10)
    expect([...first, ...second].map(({ id }) => id)).toEqual([
      'a-1',
      'a-2',
      'preset/rhyme',
      'site/abingdon',
      'site/wychwood',
    ])
    expect(second.at(-1)).toEqual(anInstallation('any').records[1])
  })
})
