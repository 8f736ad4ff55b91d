import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openServer } from '#support/server-open.ts'
import { aCredential, enrolTablet } from '#support/server-tablet.ts'
import { serverFetch } from '#support/server.ts'

const UNPROCESSABLE = { outcome: 'refused', code: 'unprocessable', fields: [] }

test('[KP-1] the text of an operation that nothing gets through is kept, counted and never applied', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const poison = tablet.create()
  const text = JSON.stringify(poison)

  expect(await tablet.keep(poison.opId, poison.n, text)).toEqual({
    opId: poison.opId,
    outcome: UNPROCESSABLE,
  })
  expect(await tablet.keep(poison.opId, poison.n, text)).toEqual({
    opId: poison.opId,
    outcome: UNPROCESSABLE,
  })
  await tablet.push([tablet.create()])

  expect(await server.store.arrivalsOf(tablet.lineage)).toMatchObject({ through: 2, holes: [] })
  expect((await tablet.pull())['site/abingdon']?.rows).toHaveLength(1)
  const kept = (await server.store.operationsAfter('', 10)).find(({ opId }) => opId === poison.opId)
  expect(kept).toMatchObject({ payload: JSON.stringify(text), standing: true })
})

test('[KP-1] a text that is not even JSON is kept, under a number that is in use already as well', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push([tablet.create()])
  const opId = randomUUID()
  expect(await tablet.keep(opId, 1, '{"half')).toEqual({ opId, outcome: UNPROCESSABLE })
  expect((await tablet.push([tablet.create()]))[0]?.outcome).toMatchObject({ outcome: 'applied' })
})

test('[KP-3] what waits for work that is only kept as text is judged, whichever of the two comes first', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const missing = { outcome: 'refused', code: 'record-missing', fields: [] }
  const asks = async (opId: string) => (await tablet.pullReply({ asks: [opId] })).receipts[0]?.outcome
  const made = tablet.create()
  const changed = tablet.change(made, { parentN: 1, set: { note: 'Rainy' }, was: { note: '' } })
  expect((await tablet.push([changed]))[0]?.outcome).toMatchObject({ outcome: 'held' })
  await tablet.keep(made.opId, made.n, JSON.stringify(made))
  expect(await asks(changed.opId)).toEqual(missing)

  const later = tablet.change(made, { parentN: 1, set: { note: 'Dry' }, was: { note: '' } })
  expect((await tablet.push([later]))[0]?.outcome).toEqual(missing)
})

test('[KP-3] what waits for work that is refused as it comes is judged then', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const made = tablet.create()
  const garbled = { ...tablet.change(made, { parentN: 1 }), action: 'no such thing' }
  const last = tablet.change(made, { parentN: 2, set: { note: 'Rainy' }, was: { note: '' } })
  await tablet.push([made, last])
  await tablet.push([garbled])
  expect((await tablet.pullReply({ asks: [last.opId] })).receipts[0]?.outcome).toMatchObject({
    outcome: 'applied',
  })
})

test('[KP-2] one that is known already stays as it is, and is answered by what became of it', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create()
  const [receipt] = await tablet.push([logged])
  expect(await tablet.keep(logged.opId, logged.n, 'anything')).toEqual(receipt)
  expect(await other.keep(logged.opId, 7, 'anything')).toMatchObject({ outcome: { code: 'op-id-reused' } })
  expect((await tablet.pull())['site/abingdon']?.rows).toHaveLength(1)
})

test('[FK-2] a copied profile goes on under a lineage and credential of its own, with the same rights', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push([tablet.create()])
  const [newLineage, credential] = [randomUUID(), aCredential()]
  const asked = { newLineage, credential, firstN: 2 }

  const first = await tablet.fork(asked)
  expect([first.status, await first.json()]).toEqual([200, { protocol: 2, epoch: tablet.epoch }])
  expect((await tablet.fork(asked)).status).toBe(200)

  expect(await server.store.listTablets()).toContainEqual(
    expect.objectContaining({ lineage: newLineage, siteId: 'site/abingdon' }),
  )
  const own = tablet.create({}, { lineage: newLineage, opId: randomUUID() })
  const response = await serverFetch(server)('/api/sync/push', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
    body: JSON.stringify({ protocol: 2, lineage: newLineage, epoch: null, ops: [own] }),
  })
  expect(await response.json()).toMatchObject({
    receipts: [{ outcome: { outcome: 'applied', rev: 1, seq: 2 } }],
  })
  expect((await tablet.push([tablet.create()]))[0]?.outcome).toMatchObject({ outcome: 'applied' })
})

test('[FK-3] a fork never takes over another tablet’s lineage or credential, nor its own', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const other = await enrolTablet(server, 'county')
  const credential = aCredential()
  await tablet.fork({ newLineage: randomUUID(), credential, firstN: 1 })

  for (const asked of [
    { newLineage: other.lineage, credential: aCredential() },
    { newLineage: tablet.lineage, credential: aCredential() },
    { newLineage: randomUUID(), credential },
  ]) {
    const response = await tablet.fork({ ...asked, firstN: 1 })
    expect([response.status, await response.json()]).toEqual([403, { code: 'not-this-tablet' }])
  }
  expect(await server.store.listTablets()).toHaveLength(3)
  expect((await other.push([other.create()]))[0]?.outcome).toMatchObject({ outcome: 'applied' })
})
