import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRateLimit } from '#server/identity/rate-limit.ts'
import { furtherLink, linkAtStart, readEnrolWish } from '#server/identity/enrolment-link.ts'
import { entitySet } from '#domain/records/registry.ts'
import { PROTOCOL_VERSION } from '#sync/messages.ts'
import { openServer } from '#support/server-open.ts'
import { aCredential, enrolTablet, postJson } from '#support/server-tablet.ts'
import { serverFetch, TEST_ORIGIN, testClock, type TestServer } from '#support/server.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

async function offer(server: TestServer, code: string): Promise<unknown> {
  return (await postJson(serverFetch(server), '/api/enrol/offer', { code })).json()
}

async function enrol(
  server: TestServer,
  code: string,
  site: string,
  more: { lineage?: string; credential?: string; firstN?: number } = {},
) {
  const { lineage = randomUUID(), credential = aCredential(), firstN } = more
  const request = { code, lineage, credential, site, name: 'Sam Patel', firstN }
  const response = await postJson(serverFetch(server), '/api/enrol', request)
  return { status: response.status, body: (await response.json()) as unknown, lineage, credential }
}

async function depsOf(server: TestServer) {
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  return { store: server.store, clock: server.clock.now, newId: () => randomUUID(), randomBytes }
}

test('a code offers the open sites by name and the whole county, and asking does not use it up', async () => {
  const server = await openServer()
  const code = await server.mintCode()
  const offered = {
    service: 'Testshire libraries',
    sites: [
      { id: 'site/abingdon', name: 'Abingdon' },
      { id: 'site/wychwood', name: 'Wychwood' },
    ],
    county: true,
  }
  expect(await offer(server, code)).toEqual(offered)
  expect(await offer(server, code)).toEqual(offered)
})

test('enrolling answers with the site, the person and the scopes the tablet may read', async () => {
  const server = await openServer()
  const { body } = await enrol(server, await server.mintCode(), 'site/abingdon')
  expect(body).toMatchObject({
    service: 'Testshire libraries',
    siteId: 'site/abingdon',
    actor: { name: 'Sam Patel', proof: 'kiosk' },
    scopes: [
      { id: 'authority', head: 12 },
      { id: 'site/abingdon', head: 0 },
    ],
  })
})

test('[EN-1] a code works once', async () => {
  const server = await openServer()
  const code = await server.mintCode()
  expect((await enrol(server, code, 'site/abingdon')).status).toBe(200)
  expect(await enrol(server, code, 'site/abingdon')).toMatchObject({
    status: 410,
    body: { code: 'code-used' },
  })
  expect(await offer(server, code)).toEqual({ code: 'code-used' })
})

test('[EN-1] of many browsers that use one code at the same moment, one gets in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 8 }), async (browsers) => {
      const server = await openServer()
      const code = await server.mintCode()
      const tries = await Promise.all(
        Array.from({ length: browsers }, () => enrol(server, code, 'site/abingdon')),
      )
      expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(await server.store.listTablets()).toHaveLength(1)
    }),
    { numRuns: 10 },
  )
})

test('[EN-1] a code works for ten minutes and no longer', async () => {
  const server = await openServer()
  const code = await server.mintCode()
  server.clock.advance(10 * MINUTE_MS)
  expect(await enrol(server, code, 'site/abingdon')).toMatchObject({
    status: 410,
    body: { code: 'code-expired' },
  })
  const inTime = await server.mintCode()
  server.clock.advance(10 * MINUTE_MS - 1)
  expect((await enrol(server, inTime, 'site/abingdon')).status).toBe(200)
})

test('[EN-1] the first start’s link works until it is used, and a later start prints a new one in its place', async () => {
  const server = await openServer()
  const deps = await depsOf(server)
  const codeIn = (link: string | null) => link?.replace(`${TEST_ORIGIN}/enrol#`, '') ?? ''
  const first = codeIn(await linkAtStart(deps, TEST_ORIGIN, null))
  server.clock.advance(400 * DAY_MS)
  const second = codeIn(await linkAtStart(deps, TEST_ORIGIN, null))

  expect((await enrol(server, first, 'county')).body).toEqual({ code: 'code-unknown' })
  expect((await enrol(server, second, 'county')).status).toBe(200)
  expect(await linkAtStart(deps, TEST_ORIGIN, null)).toBeNull()
  expect(await linkAtStart(deps, TEST_ORIGIN, { slug: null })).toContain('/enrol#')
})

test('[EN-1] a further link leaves the first start’s link alone', async () => {
  const server = await openServer()
  const deps = await depsOf(server)
  const first = await linkAtStart(deps, TEST_ORIGIN, null)
  await furtherLink(deps, TEST_ORIGIN, { slug: null })
  const { status } = await enrol(server, first?.split('#')[1] ?? '', 'county')
  expect(status).toBe(200)
})

test('[EN-2] a code bound to a site offers and enrols that site only, and is not used up by asking for another', async () => {
  const server = await openServer()
  const code = await server.mintCode('site/wychwood')
  expect(await offer(server, code)).toEqual({
    service: 'Testshire libraries',
    sites: [{ id: 'site/wychwood', name: 'Wychwood' }],
    county: false,
  })
  for (const site of ['site/abingdon', 'county']) {
    expect(await enrol(server, code, site)).toMatchObject({ status: 422, body: { code: 'site-not-offered' } })
  }
  expect((await enrol(server, code, 'site/wychwood')).status).toBe(200)
})

test('[EN-2] no tablet is set up where nobody records, such as a prison library', async () => {
  const server = await openServer()
  expect((await enrol(server, await server.mintCode(), 'site/bullingdon')).body).toEqual({
    code: 'site-not-offered',
  })
})

test('[EN-2] an operator’s link for one site names a site that can be enrolled at', async () => {
  const server = await openServer()
  const deps = await depsOf(server)
  const link = await furtherLink(deps, TEST_ORIGIN, { slug: 'abingdon' })
  expect(await offer(server, link.split('#')[1] ?? '')).toMatchObject({ county: false })
  await expect(furtherLink(deps, TEST_ORIGIN, { slug: 'bullingdon' })).rejects.toThrow('abingdon, wychwood')
  expect(readEnrolWish([])).toBeNull()
  expect(readEnrolWish(['--enrol'])).toEqual({ slug: null })
  expect(readEnrolWish(['--enrol', 'abingdon'])).toEqual({ slug: 'abingdon' })
  expect(() => readEnrolWish(['--help'])).toThrow('--enrol')
})

test('[EN-3] no code, credential or body stands in the log or in a body, and the database holds hashes only', async () => {
  const server = await openServer()
  const code = await server.mintCode()
  const { body, credential, lineage } = await enrol(server, code, 'county')
  const send = serverFetch(server)
  const proof = { authorization: `Bearer ${credential}` }
  await postJson(send, '/api/sync/pull?secret=hush', { protocol: PROTOCOL_VERSION, lineage }, proof)
  await postJson(send, '/api/enrol', { code, lineage, credential, site: 'county', name: 'Sam Patel' })
  await postJson(send, '/api/enrol/offer', { code: `${code}x` })

  const log = server.log.text()
  expect(log).toContain(lineage)
  for (const secret of [code, credential, 'Sam Patel', 'hush']) expect(log).not.toContain(secret)
  expect(JSON.stringify(body)).not.toContain(credential)
  expect(await server.store.findTablet(credential)).toBeNull()
  expect(await server.store.findCode(code)).toBeNull()
})

test('[EN-4] without a credential, with a wrong one or with a revoked one every sync request is answered 401 and keeps nothing', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  const logged = tablet.create()
  const push = { protocol: PROTOCOL_VERSION, lineage: tablet.lineage, epoch: null, ops: [logged] }
  const pull = {
    protocol: PROTOCOL_VERSION,
    lineage: tablet.lineage,
    epoch: null,
    entitySet: entitySet(),
    scopes: {},
    limitBytes: 1024,
  }
  const stranger = (path: string, body: unknown) => postJson(serverFetch(server), path, body)
  const guesser = (path: string, body: unknown) =>
    postJson(serverFetch(server), path, body, { authorization: `Bearer ${aCredential()}` })
  await server.store.revokeTablet(tablet.lineage, server.clock.now())

  for (const post of [stranger, guesser, tablet.post]) {
    for (const [path, body] of [
      ['/api/sync/push', push],
      ['/api/sync/pull', pull],
    ] as const) {
      const response = await post(path, body)
      expect([response.status, await response.json()]).toEqual([401, { code: 'not-enrolled' }])
    }
  }
  expect(await server.store.outcomesOf([logged.opId])).toEqual(new Map())
})

test('[EN-5] enrolling a browser again keeps its lineage and its count, and its old credential ends', async () => {
  const server = await openServer()
  const before = await enrolTablet(server, 'site/abingdon')
  const logged = before.create()
  await before.push([logged])

  const after = await enrolTablet(server, 'site/abingdon', before.lineage)

  expect(await server.store.listTablets()).toHaveLength(1)
  expect((await after.push([logged]))[0]?.outcome).toEqual({ outcome: 'applied', rev: 1, seq: 1 })
  await expect(before.pull()).rejects.toThrow('401')
})

test('[FK-12] a fork that the server does not know any more says where its count begins when it is enrolled again', async () => {
  const server = await openServer()
  const { lineage } = await enrol(server, await server.mintCode(), 'site/abingdon', { firstN: 4 })
  expect(await server.store.arrivalsOf(lineage)).toEqual({ through: 3, highest: 3, holes: [] })
  await enrol(server, await server.mintCode(), 'site/abingdon', { lineage })
  expect(await server.store.arrivalsOf(lineage)).toEqual({ through: 3, highest: 3, holes: [] })
})

test('[EN-5] a revoked tablet can be enrolled again, and sends what waited on it', async () => {
  const server = await openServer()
  const before = await enrolTablet(server, 'site/abingdon')
  const waiting = before.create()
  await server.store.revokeTablet(before.lineage, server.clock.now())
  await expect(before.push([waiting])).rejects.toThrow('401')

  const after = await enrolTablet(server, 'site/abingdon', before.lineage)
  expect((await after.push([waiting]))[0]?.outcome).toEqual({ outcome: 'applied', rev: 1, seq: 1 })
})

test('[EN-6] tries at a code are limited by address, and again allowed after a minute', async () => {
  const server = await openServer()
  const send = serverFetch(server)
  const guess = (address: string) =>
    postJson(send, '/api/enrol/offer', { code: 'x'.repeat(32) }, { 'x-test-address': address })
  const tries = []
  for (let index = 0; index < 31; index += 1) tries.push((await guess('203.0.113.5')).status)

  expect(tries.filter((status) => status === 404)).toHaveLength(30)
  const limited = await guess('203.0.113.5')
  expect([limited.status, await limited.json()]).toEqual([429, { code: 'too-many-tries' }])
  expect(Number(limited.headers.get('retry-after'))).toBe(60)
  expect((await guess('203.0.113.6')).status).toBe(404)

  server.clock.advance(MINUTE_MS)
  expect((await guess('203.0.113.5')).status).toBe(404)
})

test('[EN-6] from however many addresses, no more than 200 tries are let through in a minute', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 50 }), { minLength: 250, maxLength: 600 }),
      fc.nat({ max: MINUTE_MS - 1 }),
      (addresses, spread) => {
        const clock = testClock()
        const limit = createRateLimit(clock.now)
        const passed = addresses.filter((address, index) => {
          if (index === 100) clock.advance(spread)
          return limit.retryAfter(`address ${address}`) === null
        })
        expect(passed.length).toBeLessThanOrEqual(200)
      },
    ),
  )
})

test('[EN-5] the same request again, after its reply was lost, gets the same reply; any other finds the code used', async () => {
  const server = await openServer()
  const code = await server.mintCode()
  const first = await enrol(server, code, 'site/abingdon')
  const { lineage, credential } = first
  expect((await enrol(server, code, 'site/abingdon', { lineage, credential })).body).toEqual(first.body)
  for (const other of [{ lineage }, { credential }, {}]) {
    expect((await enrol(server, code, 'site/abingdon', other)).body).toEqual({ code: 'code-used' })
  }
  expect(await server.store.listTablets()).toHaveLength(1)
})

test('[EN-3] a credential is one tablet’s alone: another browser that brings it is refused, and its code stays good', async () => {
  const server = await openServer()
  const { lineage, credential } = await enrol(server, await server.mintCode(), 'site/abingdon')
  const code = await server.mintCode()
  const withIt = () => enrol(server, code, 'site/abingdon', { credential })
  const refused = { status: 403, body: { code: 'not-this-tablet' } }
  expect(await withIt()).toMatchObject(refused)
  await server.store.revokeTablet(lineage, server.clock.now())
  expect(await withIt()).toMatchObject(refused)
  expect((await enrol(server, code, 'site/abingdon')).status).toBe(200)
})
