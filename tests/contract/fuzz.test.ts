import { expect, onTestFinished, test } from 'vitest'
import type { RecordStore } from '#server/storage/record-store.ts'
import { collectFindings, type Finding, isFlat } from '../fuzz/findings.ts'
import { throwInProcess } from '../fuzz/throw-in-process.ts'
import { throwRaw } from '../fuzz/throw-raw.ts'
import { openWorld } from '../fuzz/world.ts'

// `npm run fuzz` throws more of the same: docs/fuzzing.md.

const SEED = 1
const TIME_OUT_MS = 120_000
const quietly = { seed: SEED, from: 0, onProgress: () => undefined }

/** What a run finds in a server whose store fails so. */
async function findingsWith(
  fail: (store: RecordStore) => Partial<RecordStore>,
  run: { readonly requests: number; readonly hangMs?: number },
): Promise<readonly Finding[]> {
  const wrapStore = (store: RecordStore, isRunning: () => boolean): RecordStore => {
    const failing = { ...store, ...fail(store) }
    return new Proxy(store, {
      get: (_store, name: keyof RecordStore) => (isRunning() ? failing : store)[name],
    })
  }
  const world = await openWorld({ seed: SEED, wrapStore })
  onTestFinished(() => world.close())
  const findings = collectFindings(() => undefined)
  await throwInProcess(world, { ...quietly, hangMs: 5_000, ...run }, findings)
  return findings.all
}

const rulesOf = (findings: readonly Finding[]) => new Set(findings.map(({ rule }) => rule))

test(
  'no random or spoilt request is answered by a fault, kept waiting or lets in what it may not',
  async () => {
    expect(await findingsWith(() => ({}), { requests: 3_000 })).toEqual([])
  },
  TIME_OUT_MS,
)

test(
  'no bytes over a socket stop a server or change its database',
  async () => {
    const findings = collectFindings(() => undefined)
    const thrown = await throwRaw({ ...quietly, requests: 480, hangMs: 5_000 }, findings)
    expect(findings.all).toEqual([])
    expect(thrown.database.after).toBe(thrown.database.before)
  },
  TIME_OUT_MS,
)

test('a fuzz run finds a server that fails', async () => {
  const fail = () => ({ findTablet: () => Promise.reject(new Error('disk I/O error')) })
  const rules = rulesOf(await findingsWith(fail, { requests: 40 }))
  expect(rules).toEqual(new Set(['no-5xx', 'no-fault-logged']))
})

test('a fuzz run finds a server that does not answer', async () => {
  const never = () => ({ findTablet: () => new Promise<never>(() => undefined) })
  expect(rulesOf(await findingsWith(never, { requests: 40, hangMs: 30 }))).toEqual(new Set(['no-hang']))
})

test('a fuzz run finds a malformed request that changes something', async () => {
  const careless = (store: RecordStore) => ({
    findCode: async (codeHash: string) => {
      await store.raiseFloor('authority')
      return store.findCode(codeHash)
    },
  })
  const findings = await findingsWith(careless, { requests: 200 })
  expect(rulesOf(findings)).toEqual(new Set(['database-unchanged']))
  expect(findings[0]?.again).toMatch(/^--seed 1 --from \d+ --requests 1/)
})

test('a fuzz run finds a database that contradicts itself', async () => {
  const careless = (store: RecordStore): Partial<RecordStore> => ({
    settle: (request, decide) =>
      store.settle(request, (view) => {
        const { scopes, ...decision } = decide(view)
        const wrong = [...scopes].map(
          ([id, state]) => [id, { ...state, digest: '0123456789abcdef' }] as const,
        )
        return { ...decision, scopes: new Map(wrong) }
      }),
  })
  const findings = await findingsWith(careless, { requests: 400 })
  expect(findings.some(({ what }) => what.includes('has digest 0123456789abcdef'))).toBe(true)
})

test(
  'a fuzz run finds work that lands where its tablet may not write',
  async () => {
    const careless = (store: RecordStore): Partial<RecordStore> => ({
      settle: (request, decide) =>
        store.settle(request, (view) => decide({ ...view, rights: { siteId: null, revoked: false } })),
    })
    const findings = await findingsWith(careless, { requests: 2_000 })
    expect(findings.some(({ what }) => what.includes('where its tablet may not'))).toBe(true)
  },
  TIME_OUT_MS,
)

test('memory is flat while it ends no more than a fifth and 40 MB above the middle', () => {
  expect(isFlat({ middle: 100, end: 160 })).toBe(true)
  expect(isFlat({ middle: 100, end: 161 })).toBe(false)
})
