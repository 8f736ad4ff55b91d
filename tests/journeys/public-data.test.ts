// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { readAreas } from '#client/data/public-data.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { fetchPublic } from '#client/sync/fetch-public.ts'
import { usePublicProgress } from '#client/sync/public-store.ts'
import { type PublicFile, publicFile, readPublicFiles } from '#server/reference/public-files.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

const shipped = await readPublicFiles()
const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function opened(publicFiles: readonly PublicFile[]): Promise<{ server: TestServer; tablet: Tablet }> {
  const server = await startServer({ publicFiles })
  open.push(server)
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'county', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  open.push(result.tablet.db, result.tablet.publicData)
  return { server, tablet: result.tablet }
}

/** A reply that comes in pieces, as over a real link. */
function inPieces(fetch: Tablet['device']['fetch']): Tablet['device']['fetch'] {
  return async (input, init) => {
    const response = await fetch(input, init)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const pieces = new ReadableStream<Uint8Array>({
      start: (stream) => {
        for (let at = 0; at < bytes.length; at += 30_000) stream.enqueue(bytes.slice(at, at + 30_000))
        stream.close()
      },
    })
    return new Response(pieces, { status: response.status, headers: response.headers })
  }
}

test('neighbourhoods are fetched once, with progress, and are there without signal from then on', async () => {
  const { server, tablet: whole } = await opened(shipped)
  const tablet = { ...whole, device: { ...whole.device, fetch: inPieces(whole.device.fetch) } }
  expect(await readAreas(tablet.publicData)).toBeNull()
  const told: number[] = []
  const stop = usePublicProgress.subscribe(({ progress }) => {
    if (progress !== null) told.push(progress.received / progress.total)
  })
  expect(await fetchPublic(tablet)).toBe('current')
  stop()
  expect(told.length).toBeGreaterThan(2)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(Math.max(...told)).toBeLessThanOrEqual(1)
  expect(usePublicProgress.getState().progress).toBeNull()
  server.down = true
  expect((await readAreas(tablet.publicData))?.areas).toHaveLength(428)
})

test('what is here already is not fetched again', async () => {
  const { server, tablet } = await opened(shipped)
  await fetchPublic(tablet)
  server.losesRepliesTo = `/api/public/areas/${shipped[0]?.hash}`
  expect(await fetchPublic(tablet)).toBe('current')
})

test('without signal, and when a reply breaks off, nothing is lost and it is tried later', async () => {
  const { server, tablet } = await opened(shipped)
  server.losesRepliesTo = `/api/public/areas/${shipped[0]?.hash}`
  expect(await fetchPublic(tablet)).toBe('later')
  server.down = true
  expect(await fetchPublic(tablet)).toBe('later')
  server.down = false
  server.losesRepliesTo = null
  expect(await fetchPublic(tablet)).toBe('current')
})

test('a version that this build cannot read leaves the one before in its place', async () => {
  const { tablet } = await opened(shipped)
  await fetchPublic(tablet)
  const newer = await startServer({ publicFiles: [publicFile('areas', '{"format":2}')] })
  open.push(newer)
  const strange = { ...tablet, device: { ...tablet.device, fetch: await asKnown(newer) } }
  expect(await fetchPublic(strange)).toBe('later')
  expect((await readAreas(tablet.publicData))?.areas).toHaveLength(428)
})

/** Reaches another server as a tablet that it knows. */
async function asKnown(server: TestServer): Promise<typeof fetch> {
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'county', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  open.push(result.tablet.db)
  const credential = (await result.tablet.db.credentials.get('current'))?.credential
  return (input, init) => device.fetch(input, { ...init, headers: { authorization: `Bearer ${credential}` } })
}

test('a service without neighbourhoods leaves the tablet without, and that is not tried again and again', async () => {
  const { tablet } = await opened([])
  expect(await fetchPublic(tablet)).toBe('current')
  expect(await readAreas(tablet.publicData)).toBeNull()
})
