import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet, type TestTablet } from '#support/server-tablet.ts'

function digestOf(rows: readonly StoredRecord[]): string {
  return changeDigest(EMPTY_DIGEST, [], rows.map(copyHash))
}

/** Every digest a tablet is sent, beside the one of the rows it was sent. */
async function digestsOf(tablet: TestTablet): Promise<readonly (readonly [string | null, string])[]> {
  return Object.values(await tablet.pull()).map((page) => [page.digest, digestOf(page.rows)])
}

test('[DG-1] a scope’s digest is that of its records, whatever was done to them', async () => {
  const step = fc.record({
    door: fc.constantFrom('a', 'b'),
    total: fc.nat(9),
    by: fc.nat(1),
    isVoid: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const server = await openServer()
      const tablets = [
        await enrolTablet(server, 'county'),
        await enrolTablet(server, 'site/abingdon'),
      ] as const
      const logged = tablets[0].create()
      await tablets[0].push([logged])
      for (const { door, total, by, isVoid } of steps) {
        const tablet = tablets[by] ?? tablets[0]
        const set = { [`counts/${door}`]: { split: 'none', total } }
        const patch = tablet.change(logged, { base: { epoch: randomUUID(), rev: 1 }, set, was: {} })
        await tablet.push([patch, tablet.change(logged, { rev: 1, action: isVoid ? 'void' : 'restore' })])
      }
      for (const [told, worked] of await digestsOf(tablets[0])) expect(told).toBe(worked)
    }),
    { numRuns: 15 },
  )
})

test('[DG-1] a freshly installed server’s digests are those of its reference data', async () => {
  const server = await openServer()
  const county = await enrolTablet(server, 'county')
  const digests = await digestsOf(county)
  expect(digests).toHaveLength(4)
  for (const [told, worked] of digests) expect(told).toBe(worked)
})

test('[DG-2] a digest comes with the page that reaches the head, and with no page before it', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const note = 'x'.repeat(3000)
  await tablet.push([tablet.create({ note }), tablet.create({ note })])
  const authority = 12

  const first = (await tablet.pull({ authority }, 4096))['site/abingdon']
  expect(first).toMatchObject({ cursor: 1, digest: null })
  const second = (await tablet.pull({ authority, 'site/abingdon': 1 }, 4096))['site/abingdon']
  expect(second).toMatchObject({ cursor: 2, head: 2 })
  expect(second?.digest).toBe(digestOf([...(first?.rows ?? []), ...(second?.rows ?? [])]))
})

test('[DG-3] scopes left out because nothing changed there are covered by the sum of their digests', async () => {
  const server = await openServer()
  const county = await enrolTablet(server, 'county')
  await county.push([county.create(), county.create({}, { scope: 'site/wychwood' })])
  const pages = await county.pull()
  const cursors = Object.fromEntries(Object.entries(pages).map(([id, page]) => [id, page.head]))
  const rows = Object.values(pages).flatMap((page) => page.rows)

  expect(await county.pullReply({ scopes: cursors })).toMatchObject({
    scopes: {},
    quietDigest: digestOf(rows),
  })
  const without = rows.filter((row) => row.scope !== 'site/wychwood')
  const behind = { ...cursors, 'site/wychwood': 0 }
  expect(await county.pullReply({ scopes: behind })).toMatchObject({ quietDigest: digestOf(without) })
  expect(await county.pullReply({ scopes: cursors, full: true })).toMatchObject({ quietDigest: EMPTY_DIGEST })
})
