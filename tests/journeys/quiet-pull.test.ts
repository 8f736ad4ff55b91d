import { afterEach, expect, test } from 'vitest'
import type { Tablet } from '#client/data/tablet.ts'
import { createRecord } from '#client/data/save.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport, type Transport } from '#client/sync/transport.ts'
import { aDevice } from '#support/device.ts'
import { openServer } from '#support/server-open.ts'
import { serverFetch, type TestServer } from '#support/server.ts'
import { aSession } from '#support/sessions.ts'

const open: Tablet['db'][] = []
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})

type Body = Readonly<Record<string, unknown>>

/** A tablet, its one transport for as long as it is open, and what it has pulled with. */
async function watchedTablet(server: TestServer) {
  const pulls: Body[] = []
  const answer: { of: ((body: Body) => Response | null) | null } = { of: null }
  const own = serverFetch(server)
  const device = aDevice({
    fetch: async (input, init) => {
      const isPull = typeof input === 'string' && input.endsWith('/api/sync/pull')
      if (!isPull || typeof init?.body !== 'string') return own(input, init)
      // What the tablet itself wrote.
      const body = JSON.parse(init.body) as Body
      pulls.push(body)
      return answer.of?.(body) ?? own(input, init)
    },
  })
  const result = await enrol(device, { code: await server.mintCode(), site: 'site/wychwood', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  const { tablet } = result
  open.push(tablet.db)
  const transport: Transport = httpTransport(tablet)
  const sync = async (): Promise<readonly Body[]> => {
    pulls.length = 0
    expect(await runCycle(tablet, transport)).toMatchObject({ ok: true })
    return [...pulls]
  }
  const log = () => createRecord(tablet, { kind: 'event-session', scope: 'site/wychwood', body: aSession() })
  const heard = async () => (await server.store.listTablets())[0]?.heartbeat
  return { tablet, sync, log, heard, answer }
}

test('[PL-14] a tablet tells of its count when it has changed, and asks for what is new in a line otherwise', async () => {
  const server = await openServer()
  const { sync, log, heard } = await watchedTablet(server)
  expect(await sync()).toMatchObject([{ heartbeat: { maxN: 0 } }])
  const [quiet, ...rest] = await sync()
  expect(rest).toEqual([])
  expect(Object.keys(quiet ?? {})).toEqual(['protocol', 'as', 'scopes'])

  await log()
  expect((await sync())[0]).toMatchObject({ heartbeat: { maxN: 1, pending: [] } })
  expect(await heard()).toEqual({ maxN: 1, pending: [], oldestAt: null })
  expect(Object.keys((await sync())[0] ?? {})).toEqual(['protocol', 'as', 'scopes'])
})

test('[PL-14] what a reply that was lost has told the server of the count is told again', async () => {
  const server = await openServer()
  const { tablet, sync, log, answer } = await watchedTablet(server)
  await sync()
  await log()
  answer.of = () => new Response('', { status: 502 })
  expect(await runCycle(tablet, httpTransport(tablet))).toMatchObject({ ok: false })
  answer.of = null
  expect((await sync())[0]).toMatchObject({ heartbeat: { maxN: 1 } })
})

test('[PL-14] a server of before, which cannot read it, is asked in full and answers', async () => {
  const server = await openServer()
  const { sync, log, heard, answer } = await watchedTablet(server)
  answer.of = (body) => ('as' in body ? Response.json({ code: 'unreadable' }, { status: 400 }) : null)
  await log()
  const pulls = await sync()
  expect(pulls.map((body) => 'as' in body)).toEqual([true, false])
  expect(pulls[1]).toMatchObject({ lineage: expect.any(String), epoch: expect.any(String) })
  expect(await heard()).toMatchObject({ maxN: 1 })
})
