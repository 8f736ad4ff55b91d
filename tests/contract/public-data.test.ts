import { gzipSync } from 'node:zlib'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { areaFileSchema } from '#domain/place/area-file.ts'
import { publicFile, readPublicFiles } from '#server/reference/public-files.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { publicListSchema } from '#sync/public-list.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'

const shipped = await readPublicFiles()
const reference = await readReference()

/** What profiles, areas, boundaries and postcodes may weigh together, compressed. */
const MOST_BYTES = 450 * 1000

async function opened() {
  const server = await openServer({ reference, publicFiles: shipped })
  const tablet = await enrolTablet(server, 'county')
  const list = v.parse(publicListSchema, await (await tablet.fetch('/api/public')).json())
  return { server, tablet, list }
}

describe('public reference data', () => {
  test('an enrolled tablet is told which version there is, and gets that version', async () => {
    const { tablet, list } = await opened()
    const [areas] = list.files
    const response = await tablet.fetch(`/api/public/areas/${areas?.hash}`)
    expect(response.headers.get('content-type')).toMatch(/json/)
    const text = await response.text()
    expect(Buffer.byteLength(text)).toBe(areas?.bytes)
    expect(v.parse(areaFileSchema, JSON.parse(text)).areas).toHaveLength(428)
  })

  test('a version that is not the server’s is not there, and a stranger gets none', async () => {
    const { server, tablet, list } = await opened()
    const other = '0'.repeat(32)
    expect((await tablet.fetch(`/api/public/areas/${other}`)).status).toBe(404)
    expect((await server.app.request('/api/public')).status).toBe(401)
    expect((await server.app.request(`/api/public/areas/${list.files[0]?.hash}`)).status).toBe(401)
  })

  test('a version is named after its contents alone', () => {
    expect(publicFile('areas', '{}').hash).toBe(publicFile('areas', '{}').hash)
    expect(publicFile('areas', '{}').hash).not.toBe(publicFile('areas', '{ }').hash)
  })

  test('a service without any is told that there are none', async () => {
    expect(await readPublicFiles(await temporaryFolder())).toEqual([])
    const server = await openServer()
    const tablet = await enrolTablet(server, 'county')
    expect(await (await tablet.fetch('/api/public')).json()).toEqual({ files: [] })
  })

  test('profiles, areas, boundaries and postcodes together stay under 450 kB over the wire', async () => {
    const { tablet, list } = await opened()
    const response = await tablet.fetch(`/api/public/areas/${list.files[0]?.hash}`, {
      headers: { 'accept-encoding': 'gzip' },
    })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    const areas = (await response.arrayBuffer()).byteLength
    const kinds = new Set(['site', 'community-profile', 'profile-figure', 'data-source'])
    const rows = reference.records.filter(({ kind }) => kinds.has(kind))
    expect(rows.length).toBeGreaterThan(44)
    const profiles = gzipSync(JSON.stringify(rows)).byteLength
    expect(areas).toBeGreaterThan(50_000)
    expect(areas + profiles).toBeLessThan(MOST_BYTES)
  })
})
