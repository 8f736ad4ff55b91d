import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ArrivedOperation, Decision, RecordStore } from '#server/storage/record-store.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { installReference } from '#server/sync/install-reference.ts'
import { temporaryFolder } from '#support/server-open.ts'
import { smallReference } from '#support/server-reference.ts'

const NOW = Date.UTC(2025, 9, 14, 10)
const LINEAGE = randomUUID()

/** Every store the server can run on keeps this contract. */
const stores: Record<string, () => Promise<RecordStore>> = {
  'SQLite in memory': () => openSqlStore({ engine: sqliteEngine(':memory:'), serviceId: 'testshire' }),
  'SQLite in a file': async () => {
    const path = join(await temporaryFolder(), 'branchline.sqlite')
    return openSqlStore({ engine: sqliteEngine(path), serviceId: 'testshire' })
  },
}

function arrived(n: number, more: Partial<ArrivedOperation> = {}): ArrivedOperation {
  return {
    opId: randomUUID(),
    lineage: LINEAGE,
    n,
    recordId: 'session-1',
    scope: 'site/abingdon',
    hash: `hash ${n}`,
    payload: `{"n":${n}}`,
    outcome: null,
    ...more,
  }
}

function decideNothing(): Decision {
  return { outcomes: [], records: [], heads: new Map() }
}

const about = { lineage: LINEAGE, recordIds: ['session-1'], scopes: ['site/abingdon'], judgedAt: NOW }
const code = (codeHash: string) => ({ codeHash, siteId: null, expiresAt: null, first: false })
const tablet = { lineage: LINEAGE, credentialHash: 'c', siteId: null, personId: 'p', personName: 'Sam' }

describe.each(Object.entries(stores))('%s', (_name, open) => {
  async function installed(): Promise<RecordStore> {
    const store = await open()
    onTestFinished(() => store.close())
    await installReference(store, smallReference(), { clock: () => NOW, newId: () => randomUUID() })
    return store
  }

  test('a service is installed once, and keeps its epoch', async () => {
    const store = await installed()
    const service = await store.readService()
    const again = { clock: () => NOW, newId: () => randomUUID() }
    expect(await installReference(store, smallReference(), again)).toBe(false)
    expect(await store.readService()).toEqual(service)
  })

  test('reference records start at revision 1, in one unbroken order, and every site has an empty scope', async () => {
    const store = await installed()
    const { scopes, rows } = await store.readFeed(async (feed) => ({
      scopes: await feed.scopes(),
      rows: await feed.rowsAfter('authority', 0, 100),
    }))
    expect(scopes).toEqual([
      { id: 'authority', head: 12 },
      { id: 'site/abingdon', head: 0 },
      { id: 'site/bullingdon', head: 0 },
      { id: 'site/wychwood', head: 0 },
    ])
    expect(rows.map(({ record }) => [record.seq, record.rev])).toEqual(rows.map((_, index) => [index + 1, 1]))
  })

  test('[PU-2] an operation is received once, and what is held under its id is what came first', async () => {
    const store = await installed()
    const first = arrived(1)
    expect(await store.receive([first], NOW)).toEqual(
      new Map([[first.opId, { hash: 'hash 1', outcome: null }]]),
    )
    const forged = { ...first, hash: 'other', payload: '{}' }
    expect((await store.receive([forged], NOW)).get(first.opId)?.hash).toBe('hash 1')
    expect(await store.unsettledAfter(null, 10)).toMatchObject([{ opId: first.opId, payload: '{"n":1}' }])
  })

  test('[PU-3] two operations that claim one place in a count are both kept, the later one refused', async () => {
    const store = await installed()
    const [first, second, third] = [arrived(1), arrived(1), arrived(2)]
    const kept = await store.receive([first, second, third], NOW)
    expect([first, second, third].map(({ opId }) => kept.get(opId)?.outcome)).toEqual([
      null,
      { outcome: 'refused', code: 'op-id-reused', fields: ['n'] },
      null,
    ])
  })

  test('judging sees the tablet’s unsettled operations of the record in order, and what it decides is kept', async () => {
    const store = await installed()
    const [first, second] = [arrived(1), arrived(2)]
    await store.receive([second, first], NOW)
    await store.settle(about, (view) => {
      expect(view.operations.map(({ n }) => n)).toEqual([1, 2])
      expect(view.heads).toEqual(new Map([['site/abingdon', 0]]))
      expect([...view.settledNumbers]).toEqual([])
      return {
        outcomes: [
          { opId: first.opId, outcome: { outcome: 'refused', code: 'unknown-kind', fields: [] } },
          { opId: second.opId, outcome: { outcome: 'held', code: 'judging-failed' } },
        ],
        records: [],
        heads: new Map([['site/abingdon', 7]]),
      }
    })
    await store.settle(about, (view) => {
      expect(view.operations.map(({ n }) => n)).toEqual([2])
      expect([...view.settledNumbers]).toEqual([1])
      expect(view.heads).toEqual(new Map([['site/abingdon', 7]]))
      return decideNothing()
    })
    expect(await store.outcomesOf([first.opId, second.opId])).toEqual(
      new Map([
        [first.opId, { outcome: 'refused', code: 'unknown-kind', fields: [] }],
        [second.opId, { outcome: 'held', code: 'judging-failed' }],
      ]),
    )
  })

  test('[PU-1] when judging fails nothing it would have written is there, and what was received still is', async () => {
    const store = await installed()
    const first = arrived(1)
    await store.receive([first], NOW)
    const failing = store.settle(about, () => {
      throw new Error('judging failed')
    })
    await expect(failing).rejects.toThrow('judging failed')
    expect(await store.unsettledAfter(null, 10)).toHaveLength(1)
    expect((await store.readFeed(async (feed) => feed.scopes()))[1]).toEqual({ id: 'site/abingdon', head: 0 })
  })

  test('a record of one scope is never overwritten from another', async () => {
    const store = await installed()
    const [site] = await store.recordsOf('authority', 'site')
    if (site === undefined) throw new Error('no site')
    const stolen = { ...site, scope: 'site/abingdon', seq: 1, rev: 2 }
    const stealing = store.settle(about, () => ({ ...decideNothing(), records: [stolen] }))
    await expect(stealing).rejects.toThrow('two scopes')
    expect((await store.recordsOf('authority', 'site'))[0]).toEqual(site)
  })

  test('unsettled operations are handed over page by page, by tablet and count', async () => {
    const store = await installed()
    const others = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
    const all = others.flatMap((lineage) => [2, 1, 3].map((n) => arrived(n, { lineage })))
    await store.receive(all, NOW)
    const seen: (readonly [string, number])[] = []
    let place: { lineage: string; n: number } | null = null
    for (;;) {
      const page = await store.unsettledAfter(place, 4)
      const last = page.at(-1)
      if (last === undefined) break
      seen.push(...page.map(({ lineage, n }): readonly [string, number] => [lineage, n]))
      place = last
    }
    expect(seen).toEqual(others.flatMap((lineage) => [1, 2, 3].map((n) => [lineage, n])))
  })

  test('a code is used once, when it is there and in time', async () => {
    const store = await installed()
    await store.addCode(code('free'), NOW)
    await store.addCode({ ...code('old'), expiresAt: NOW }, NOW)
    expect(await store.enrol('none', tablet, NOW)).toBe('code-unknown')
    expect(await store.enrol('old', tablet, NOW)).toBe('code-expired')
    expect(await store.listTablets()).toEqual([])
    expect(await store.enrol('free', tablet, NOW)).toBe('enrolled')
    expect(await store.enrol('free', tablet, NOW)).toBe('code-used')
  })

  test('a tablet is found by its credential until it is revoked or has another', async () => {
    const store = await installed()
    await store.addCode(code('one'), NOW)
    await store.addCode(code('two'), NOW)
    await store.enrol('one', tablet, NOW)
    expect((await store.findTablet('c'))?.lineage).toBe(LINEAGE)
    await store.enrol('two', { ...tablet, credentialHash: 'd' }, NOW)
    expect(await store.findTablet('c')).toBeNull()
    expect(await store.revokeTablet(LINEAGE, NOW)).toBe(true)
    expect(await store.revokeTablet(LINEAGE, NOW)).toBe(false)
    expect(await store.findTablet('d')).toBeNull()
    expect(await store.listTablets()).toMatchObject([{ lineage: LINEAGE, revoked: true }])
  })
})
