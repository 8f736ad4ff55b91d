import { afterEach, describe, expect, test, vi } from 'vitest'
import { readAttention } from '#client/data/attention.ts'
import { authorityRecords } from '#client/data/authority.ts'
import { readEntries, readEntry } from '#client/data/entries.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import { readPosition } from '#client/data/position.ts'
import { readSupport } from '#client/data/plan-support.ts'
import { correctRecord, createRecord, voidRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { readWaiting } from '#client/data/waiting.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { askOffer, enrol } from '#client/sync/enrol.ts'
import { startSync } from '#client/sync/loop.ts'
import { httpTransport } from '#client/sync/transport.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { aDevice, type TestDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'
import { aSession, counted } from '#support/sessions.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function aServer(): Promise<TestServer> {
  const server = await startServer()
  open.push(server)
  return server
}

async function anEnrolledTablet(
  server: TestServer,
  site: string,
): Promise<{ tablet: Tablet; device: TestDevice }> {
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site, name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  open.push(result.tablet.db)
  return { tablet: result.tablet, device }
}

const sync = (tablet: Tablet) => runCycle(tablet, httpTransport(tablet))

async function log(
  tablet: Tablet,
  session: WrittenSession = aSession(),
  scope = 'site/wychwood',
): Promise<string> {
  const saved = await createRecord(tablet, { kind: 'event-session', scope, body: session })
  if (!saved.ok) throw new Error(saved.code)
  return saved.id
}

async function entry(tablet: Tablet, id: string) {
  const found = await readEntry(tablet.db, id)
  if (found === null) throw new Error('no such entry')
  return found
}

const numberOn = async (tablet: Tablet): Promise<number> =>
  (await readEntries(tablet.db, { scope: null, limit: 1000 })).entries.length

describe('setting a tablet up', () => {
  test('brings the plan, the sites and the presets to its disk', async () => {
    const { tablet } = await anEnrolledTablet(await aServer(), 'site/wychwood')
    expect(tablet).toMatchObject({
      siteId: 'site/wychwood',
      service: 'Testshire libraries',
      actor: { name: 'Asha' },
    })
    expect((await authorityRecords(tablet.db, 'preset')).length).toBe(2)
    expect((await authorityRecords(tablet.db, 'corporate-priority')).length).toBe(2)
  })

  test('[EN-1] a code works once, and asking what it offers does not use it up', async () => {
    const server = await aServer()
    const code = await server.mintCode()
    const device = aDevice({ fetch: serverFetch(server) })
    expect(await askOffer(device, code)).toMatchObject({ ok: true, offer: { county: true } })
    const first = await enrol(device, { code, site: 'site/wychwood', name: 'Asha' })
    if (first.ok) open.push(first.tablet.db)
    expect(first.ok).toBe(true)
    const second = aDevice({ fetch: serverFetch(server) })
    expect(await enrol(second, { code, site: 'site/abingdon', name: 'Ben' })).toEqual({
      ok: false,
      code: 'code-used',
    })
    expect((await openTablet(second)).state).toBe('not-enrolled')
  })

  test('without signal it says so, and nothing is set up', async () => {
    const server = await aServer()
    const code = await server.mintCode()
    const device = aDevice({ fetch: serverFetch(server) })
    server.down = true
    expect(await enrol(device, { code, site: 'site/wychwood', name: 'Asha' })).toEqual({
      ok: false,
      code: 'unreachable',
    })
    server.down = false
    expect(await askOffer(device, code)).toMatchObject({ ok: true })
  })
})

describe('an entry logged without signal', () => {
  test('stays on the tablet, goes when the signal returns, and the county sees it in the plan', async () => {
    const server = await aServer()
    const { tablet } = await anEnrolledTablet(server, 'site/wychwood')
    const { tablet: county } = await anEnrolledTablet(server, 'county')
    server.down = true
    const id = await log(tablet)
    expect((await sync(tablet)).ok).toBe(false)
    expect((await entry(tablet, id)).state).toBe('on-this-tablet')

    server.down = false
    expect((await sync(tablet)).ok).toBe(true)
    expect((await entry(tablet, id)).state).toBe('counted')
    expect(await readWaiting(tablet.db)).toEqual({
      waiting: 0,
      received: 0,
      attention: 0,
      settled: 1,
      oldestWaitingAt: null,
    })

    await sync(county)
    expect((await entry(county, id)).session).toMatchObject(aSession())
    const support = await readSupport(county.db, { scope: null, first: '2026-04', last: '2027-03' })
    expect(support.get('primary:priority/7')).toEqual({ sessions: 1, attendances: 14, notCounted: 0 })
    expect(support.get('also:priority/3')?.sessions).toBe(1)
  })

  test('[PL-1] is not seen by another site', async () => {
    const server = await aServer()
    const { tablet } = await anEnrolledTablet(server, 'site/wychwood')
    const { tablet: other } = await anEnrolledTablet(server, 'site/abingdon')
    await log(tablet)
    await sync(tablet)
    await sync(other)
    expect(await numberOn(other)).toBe(0)
  })

  test('[PU-2] is there once, though the reply was lost after the server had committed', async () => {
    const server = await aServer()
    const { tablet } = await anEnrolledTablet(server, 'site/wychwood')
    const { tablet: county } = await anEnrolledTablet(server, 'county')
    const id = await log(tablet)
    server.losesReplies = true
    expect((await sync(tablet)).ok).toBe(false)
    expect((await entry(tablet, id)).state).toBe('on-this-tablet')
    server.losesReplies = false
    await sync(tablet)
    await sync(county)
    expect(await numberOn(county)).toBe(1)
    expect((await entry(county, id)).history).toHaveLength(1)
  })

  test('[EN-4] waits on a tablet the server has shut out, and goes once it is let in again', async () => {
    const server = await aServer()
    const { tablet, device } = await anEnrolledTablet(server, 'site/wychwood')
    const { lineage } = await readPosition(tablet)
    await server.store.revokeTablet(lineage, server.clock.now())
    const id = await log(tablet)
    expect(await sync(tablet)).toEqual({ ok: false, failure: { kind: 'problem', code: 'not-enrolled' } })
    expect((await entry(tablet, id)).state).toBe('on-this-tablet')
    tablet.db.close()

    const again = await enrol(device, { code: await server.mintCode(), site: 'site/wychwood', name: 'Asha' })
    if (!again.ok) throw new Error(again.code)
    open.push(again.tablet.db)
    expect((await readPosition(again.tablet)).lineage).toBe(lineage)
    expect((await entry(again.tablet, id)).state).toBe('counted')
  })

  test('[OB-1] two hundred entries go in order and none is lost or doubled, whatever the link drops', async () => {
    const server = await aServer()
    const { tablet } = await anEnrolledTablet(server, 'site/wychwood')
    for (let count = 0; count < 200; count += 1) await log(tablet, aSession({ counts: counted(count) }))
    for (let round = 0; (await readWaiting(tablet.db)).waiting > 0; round += 1) {
      expect(round).toBeLessThan(50)
      server.losesReplies = round % 3 === 0
      server.down = round % 3 === 1
      await sync(tablet)
    }
    const { tablet: county } = await anEnrolledTablet(server, 'county')
    const { entries } = await readEntries(county.db, { scope: 'site/wychwood', limit: 1000 })
    const numbers = entries
      .map((one) => one.session?.counts['door-1'])
      .map((one) => (one?.split === 'none' ? one.total : -1))
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index))
  })
})

describe('two tablets of one site', () => {
  async function aPair(): Promise<{ server: TestServer; one: Tablet; two: Tablet; id: string }> {
    const server = await aServer()
    const { tablet: one } = await anEnrolledTablet(server, 'site/wychwood')
    const { tablet: two } = await anEnrolledTablet(server, 'site/wychwood')
    const id = await log(one)
    await sync(one)
    await sync(two)
    return { server, one, two, id }
  }

  test('[MG-1] who change different things never disturb each other', async () => {
    const { one, two, id } = await aPair()
    await correctRecord(one, id, (await entry(one, id)).seen, aSession({ note: 'wet day' }))
    await correctRecord(two, id, (await entry(two, id)).seen, aSession({ title: 'Rhymes' }))
    await sync(one)
    await sync(two)
    await sync(one)
    for (const tablet of [one, two]) {
      expect(await entry(tablet, id)).toMatchObject({
        state: 'counted',
        session: { note: 'wet day', title: 'Rhymes' },
      })
    }
  })

  test('[OP-2] who count at two doors add up', async () => {
    const { one, two, id } = await aPair()
    const count = async (tablet: Tablet, key: string, total: number) => {
      const { seen, session } = await entry(tablet, id)
      const counts = { ...session?.counts, ...counted(total, key) }
      await correctRecord(tablet, id, seen, aSession({ counts }))
    }
    await count(one, 'door-2', 5)
    await count(two, 'door-3', 6)
    for (const tablet of [one, two, one]) await sync(tablet)
    expect((await entry(one, id)).session?.counts).toEqual((await entry(two, id)).session?.counts)
    expect(Object.keys((await entry(one, id)).session?.counts ?? {})).toHaveLength(3)
  })

  test('[MG-4] who change the same thing: the first stays, and the other is told', async () => {
    const { one, two, id } = await aPair()
    await correctRecord(one, id, (await entry(one, id)).seen, aSession({ counts: counted(15) }))
    await correctRecord(two, id, (await entry(two, id)).seen, aSession({ counts: counted(16) }))
    await sync(one)
    await sync(two)
    expect((await entry(two, id)).session?.counts).toEqual(counted(15))
    expect(await readAttention(two, two.clock.now())).toMatchObject([
      { type: 'conflict', isOwn: true, conflict: { recordId: id, fields: { 'counts/door-1': {} } } },
    ])
    expect((await entry(one, id)).state).toBe('counted')
  })

  test('[MG-5] one voids what the other has changed unseen: it stays, and the first is told', async () => {
    const { one, two, id } = await aPair()
    await correctRecord(one, id, (await entry(one, id)).seen, aSession({ note: 'wet day' }))
    await voidRecord(two, id, (await entry(two, id)).seen)
    await sync(one)
    await sync(two)
    expect(await entry(two, id)).toMatchObject({ deleted: false, session: { note: 'wet day' } })
    expect(await readAttention(two, two.clock.now())).toMatchObject([
      { type: 'conflict', isOwn: true, conflict: { recordId: id, action: 'void' } },
    ])
  })

  test('[OV-2] the history of an entry is read offline, and tells who changed what from what', async () => {
    const { one, two, id } = await aPair()
    await correctRecord(one, id, (await entry(one, id)).seen, aSession({ note: 'wet day' }))
    await sync(one)
    await sync(two)
    const [newest, first] = (await entry(two, id)).history
    expect(newest).toMatchObject({
      by: 'Asha',
      action: 'patch',
      set: { note: 'wet day' },
      was: { note: '' },
      settled: true,
    })
    expect(first?.action).toBe('create')
  })
})

test('[LP-1] a save is sent by itself, and again by itself when the server is back', async () => {
  const server = await aServer()
  const { tablet } = await anEnrolledTablet(server, 'site/wychwood')
  const running = startSync(tablet)
  try {
    const first = await log(tablet)
    await vi.waitFor(async () => expect((await entry(tablet, first)).state).toBe('counted'), {
      timeout: 10_000,
    })
    server.down = true
    const second = await log(tablet)
    server.down = false
    await vi.waitFor(async () => expect((await entry(tablet, second)).state).toBe('counted'), {
      timeout: 10_000,
    })
  } finally {
    running.stop()
  }
})

test('[LP-2] two loops of one tablet at once lose nothing and double nothing', async () => {
  const server = await aServer()
  const { tablet } = await anEnrolledTablet(server, 'site/wychwood')
  for (let count = 0; count < 30; count += 1) await log(tablet)
  const results = await Promise.all([sync(tablet), sync(tablet), sync(tablet)])
  expect(results.every((result) => result.ok)).toBe(true)
  expect(await readWaiting(tablet.db)).toMatchObject({ waiting: 0, settled: 30 })
  const { tablet: county } = await anEnrolledTablet(server, 'county')
  expect(await numberOn(county)).toBe(30)
})

test('[PU-6] another program’s page in place of a reply leaves the outbox as it was', async () => {
  const server = await aServer()
  const { tablet } = await anEnrolledTablet(server, 'site/wychwood')
  const id = await log(tablet)
  const page = async (): Promise<Response> =>
    new Response('<html>Sign in to the guest network</html>', {
      status: 200,
      headers: { 'content-type': 'text/html' },
    })
  const answers: (() => Promise<Response>)[] = [
    page,
    async () => Response.json({ protocol: 1, ok: true }),
    async () => new Response('', { status: 503, headers: { 'retry-after': '120' } }),
    async () => Response.json({ code: 'not-enrolled' }, { status: 401 }),
    async () => Response.json({ code: 'too-large' }, { status: 413 }),
    () => Promise.reject(new TypeError('redirected')),
  ]
  for (const answer of answers) {
    const result = await runCycle(
      tablet,
      httpTransport({ db: tablet.db, device: { ...tablet.device, fetch: answer } }),
    )
    expect(result.ok).toBe(false)
    expect((await entry(tablet, id)).state).toBe('on-this-tablet')
  }
})
