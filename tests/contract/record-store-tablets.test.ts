import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { anArrival, decideNothing, NOW } from '#support/kept-records.ts'
import { onEveryStore } from '#support/stores.ts'

const LINEAGE = randomUUID()
const code = (codeHash: string) => ({ codeHash, siteId: null, expiresAt: null, first: false })
const tablet = { lineage: LINEAGE, credentialHash: 'c', siteId: null, personId: 'p', personName: 'Sam' }

onEveryStore(({ installed }) => {
  async function enrolled() {
    const store = await installed()
    await store.addCode(code('one'), NOW)
    await store.enrol('one', { ...tablet, siteId: 'site/abingdon' }, NOW)
    return store
  }

  test('[EN-1] a code is used once, when it is there and in time', async () => {
    const store = await installed()
    await store.addCode(code('free'), NOW)
    await store.addCode({ ...code('old'), expiresAt: NOW }, NOW)
    expect(await store.enrol('none', tablet, NOW)).toBe('code-unknown')
    expect(await store.enrol('old', tablet, NOW)).toBe('code-expired')
    expect(await store.listTablets()).toEqual([])
    const both = await Promise.all([store.enrol('free', tablet, NOW), store.enrol('free', tablet, NOW)])
    expect(both.toSorted()).toEqual(['code-used', 'enrolled'])
    expect(await store.findCode('free')).toEqual({ ...code('free'), usedAt: NOW })
  })

  test('the first-start code is taken away until it has been used', async () => {
    const store = await installed()
    await store.addCode({ ...code('first'), first: true }, NOW)
    expect(await store.clearFirstCode()).toBe('unused')
    expect(await store.findCode('first')).toBeNull()
    await store.addCode({ ...code('second'), first: true }, NOW)
    await store.enrol('second', tablet, NOW)
    expect(await store.clearFirstCode()).toBe('used')
  })

  test('no two tablets have one credential, and the code that was tried with it stays good', async () => {
    const store = await enrolled()
    await store.addCode(code('two'), NOW)
    const other = { ...tablet, lineage: randomUUID() }
    expect(await store.enrol('two', other, NOW)).toBe('not-this-tablet')
    await store.revokeTablet(LINEAGE, NOW)
    expect(await store.enrol('two', other, NOW)).toBe('not-this-tablet')
    expect((await store.findCode('two'))?.usedAt).toBeNull()
    expect(await store.enrol('two', tablet, NOW)).toBe('enrolled')
  })

  test('a tablet is found by its credential until it is revoked or has another', async () => {
    const store = await enrolled()
    await store.addCode(code('two'), NOW)
    expect(await store.findTablet('c')).toEqual({
      lineage: LINEAGE,
      siteId: 'site/abingdon',
      revoked: false,
      personId: 'p',
      personName: 'Sam',
      enrolledAt: NOW,
      lastSeenAt: NOW,
      durableThrough: 0,
      heartbeat: null,
    })
    await store.enrol('two', { ...tablet, credentialHash: 'd' }, NOW)
    expect(await store.findTablet('c')).toBeNull()
    await store.tabletSeen(LINEAGE, NOW + 5)
    expect((await store.findTablet('d'))?.lastSeenAt).toBe(NOW + 5)
    expect(await store.revokeTablet(LINEAGE, NOW)).toBe(true)
    expect(await store.revokeTablet(LINEAGE, NOW)).toBe(false)
    expect(await store.findTablet('d')).toBeNull()
    expect(await store.credentialHashOf(LINEAGE)).toBe('d')
    expect(await store.credentialHashOf(randomUUID())).toBeNull()
    expect(await store.listTablets()).toMatchObject([{ lineage: LINEAGE, revoked: true }])
  })

  test('a copied profile gets a lineage of its own, once, with the rights of the tablet it was copied from', async () => {
    const store = await enrolled()
    await store.markDurable(new Map([[LINEAGE, 4]]))
    const fork = { lineage: randomUUID(), credentialHash: 'f', firstN: 4 }
    expect(await store.forkTablet(LINEAGE, fork, NOW + 1)).toBe(true)
    expect(await store.forkTablet(LINEAGE, fork, NOW + 2)).toBe(true)
    expect(await store.findTablet('f')).toMatchObject({
      lineage: fork.lineage,
      siteId: 'site/abingdon',
      personName: 'Sam',
      enrolledAt: NOW + 1,
      durableThrough: 0,
    })
    expect(await store.forkTablet(LINEAGE, { ...fork, credentialHash: 'g' }, NOW)).toBe(false)
    expect(
      await store.forkTablet(LINEAGE, { ...fork, lineage: randomUUID(), credentialHash: 'c' }, NOW),
    ).toBe(false)
    expect(await store.forkTablet(randomUUID(), { ...fork, lineage: randomUUID() }, NOW)).toBe(false)
    expect(await store.listTablets()).toHaveLength(2)
    expect(await store.arrivalsOf(fork.lineage)).toEqual({ through: 3, highest: 3, holes: [] })
    await store.receive([anArrival(fork.lineage, 6), anArrival(fork.lineage, 1)], NOW)
    expect(await store.arrivalsOf(fork.lineage)).toEqual({ through: 3, highest: 6, holes: [[4, 5]] })
    await store.settle(
      { lineage: fork.lineage, recordIds: ['session-1'], scopes: ['site/abingdon'], judgedAt: NOW },
      ({ rights }) => {
        expect(rights).toEqual({ siteId: 'site/abingdon', revoked: false })
        return decideNothing()
      },
    )
  })

  test('a backup’s reach only grows, and a tablet’s word about its own count is kept through enrolling again', async () => {
    const store = await enrolled()
    await store.markDurable(
      new Map([
        [LINEAGE, 7],
        [randomUUID(), 3],
      ]),
    )
    await store.markDurable(new Map([[LINEAGE, 5]]))
    await store.markDurable(new Map())
    const heartbeat = { maxN: 9, pending: [[8, 9] as [number, number]], oldestAt: NOW }
    await store.noteHeartbeat(LINEAGE, { ...heartbeat, maxN: 8 })
    await store.noteHeartbeat(LINEAGE, heartbeat)
    await store.noteHeartbeat(LINEAGE, heartbeat)
    await store.noteHeartbeat(randomUUID(), heartbeat)
    await store.addCode(code('two'), NOW)
    await store.enrol('two', tablet, NOW)
    expect(await store.listTablets()).toMatchObject([{ durableThrough: 7, heartbeat }])
  })
})
