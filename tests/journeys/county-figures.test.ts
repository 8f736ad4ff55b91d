// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { readTotals } from '#client/data/county-totals.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { useConnection } from '#client/sync/connection-store.ts'
import { enrol } from '#client/sync/enrol.ts'
import { fetchFigures, keepFigures } from '#client/sync/fetch-figures.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

type Fetch = Tablet['device']['fetch']

async function opened(site: string): Promise<{ server: TestServer; tablet: Tablet; asked: string[] }> {
  const server = await startServer()
  open.push(server)
  const asked: string[] = []
  const fetch: Fetch = (input, init) => {
    if (typeof input === 'string' && input.startsWith('/api/figures')) asked.push(input)
    return serverFetch(server)(input, init)
  }
  const device = aDevice({ fetch })
  const result = await enrol(device, { code: await server.mintCode(), site, name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  open.push(result.tablet.db, result.tablet.publicData)
  return { server, tablet: result.tablet, asked }
}

test('[CT-10] only years that are others than those held are fetched, and a county tablet asks for none', async () => {
  const { tablet, asked } = await opened('site/abingdon')
  expect(await readTotals(tablet.publicData, 2025)).toBeNull()
  expect(await fetchFigures(tablet)).toBe('current')
  expect(asked).toHaveLength(3)
  expect((await readTotals(tablet.publicData, 2025))?.totals.year).toBe(2025)
  expect((await readTotals(tablet.publicData, 2024))?.totals.year).toBe(2024)
  expect(await fetchFigures(tablet)).toBe('current')
  expect(asked).toHaveLength(4)

  const county = await opened('county')
  expect(await fetchFigures(county.tablet)).toBe('current')
  expect(county.asked).toEqual([])
})

test('[CT-10] they are asked for after a round of sync, an hour apart', async () => {
  const { tablet, asked } = await opened('site/abingdon')
  const stop = keepFigures(tablet)
  open.push({ close: stop })
  const round = () => {
    useConnection.setState({ status: 'syncing' })
    useConnection.setState({ status: 'idle' })
  }
  round()
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(3)
  await expect.poll(() => readTotals(tablet.publicData, 2024), { timeout: 20_000 }).not.toBeNull()
  round()
  expect(asked).toHaveLength(3)
})

test('[CT-11] what cannot be read, or never comes, leaves what is held as it was', async () => {
  const { server, tablet } = await opened('site/abingdon')
  await fetchFigures(tablet)
  const held = await readTotals(tablet.publicData, 2025)
  const spoiling = (spoil: (text: string) => string, path: RegExp): Tablet => {
    const fetch: Fetch = async (input, init) => {
      const response = await serverFetch(server)(input, init)
      if (typeof input !== 'string' || !path.test(input)) return response
      return new Response(spoil(await response.text()), { headers: response.headers })
    }
    return { ...tablet, device: { ...tablet.device, fetch } }
  }
  const otherTag = (text: string) => text.replace(/"tag":"[0-9a-f]{8}/g, '"tag":"00000000')
  for (const broken of [
    spoiling(() => '{"asOf":"now"}', /figures$/),
    spoiling(() => '<html>', /figures$/),
    // A list that names years which are not there, or are no longer.
    spoiling(otherTag, /figures$/),
  ]) {
    expect(await fetchFigures(broken)).toBe('later')
    expect(await readTotals(tablet.publicData, 2025)).toEqual(held)
  }
  server.down = true
  expect(await fetchFigures(tablet)).toBe('later')
  expect(await readTotals(tablet.publicData, 2025)).toEqual(held)
})

test('[CT-11] a year that is not what it should be is not kept', async () => {
  const { server, tablet: whole } = await opened('site/abingdon')
  const fetch: Fetch = async (input, init) => {
    const response = await serverFetch(server)(input, init)
    if (typeof input !== 'string' || !input.includes('/2025/')) return response
    return new Response((await response.text()).replace('"year":2025', '"year":2019'), response)
  }
  const tablet = { ...whole, device: { ...whole.device, fetch } }
  expect(await fetchFigures(tablet)).toBe('later')
  expect(await readTotals(tablet.publicData, 2024)).toBeNull()
})
