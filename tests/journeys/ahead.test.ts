import { expect, onTestFinished, test } from 'vitest'
import type { Change } from '#client/data/change.ts'
import { inSnapshot } from '#client/data/position.ts'
import { save } from '#client/data/save.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { httpTransport, type Transport } from '#client/sync/transport.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { fieldsOf } from '#sync/fields.ts'
import type { Operation } from '#sync/operation.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { enrolTablet } from '#support/server-tablet.ts'
import { startServer, type TestServer } from '#support/server.ts'
import { aSession } from '#support/sessions.ts'
import { syncOnce, tabletAt } from '#support/tablets.ts'

const SITE = 'site/wychwood'
/** Megabytes go to and fro, which takes a busy machine its time. */
const PATIENT = { timeout: 120_000 }
/** With notes as long as they may be, several pages of the feed. */
const ENTRIES = 270
const AT_A_TIME = 90
const LONG_NOTE = 'Rained all morning. '.repeat(200)

async function aServer(): Promise<TestServer> {
  const server = await startServer()
  onTestFinished(() => server.close())
  return server
}

/** Another tablet of the site sends more than fits a page. */
async function sendMany(server: TestServer): Promise<void> {
  const other = await enrolTablet(server, SITE)
  for (let sent = 0; sent < ENTRIES; sent += AT_A_TIME) {
    await other.push(
      Array.from({ length: AT_A_TIME }, () => other.create({ ...aSession({ note: LONG_NOTE }) })),
    )
  }
}

/** The agreement over a link on which every request for a page is seen first. */
function seeingPulls(tablet: Tablet, onPull: (cursor: number) => Promise<void>): Transport {
  const http = httpTransport(tablet)
  return {
    ...http,
    pull: async (request) => {
      await onPull(request.scopes[SITE] ?? 0)
      return http.pull(request)
    },
  }
}

async function standingOf(tablet: Tablet) {
  const row = await tablet.db.cursors.get(SITE)
  if (row === undefined) throw new Error('the site is not held')
  return row
}

test(
  '[PL-13] the next page is on its way while one is written down, and each is asked for once',
  PATIENT,
  async () => {
    const server = await aServer()
    const tablet = await tabletAt(server, SITE)
    await sendMany(server)
    const asked: { readonly cursor: number; readonly held: number }[] = []
    const transport = seeingPulls(tablet, async (cursor) => {
      asked.push({ cursor, held: (await standingOf(tablet)).cursor })
    })

    expect(await runCycle(tablet, transport)).toMatchObject({ ok: true })

    expect(await tablet.db.records.where('[scope+kind]').equals([SITE, 'event-session']).count()).toBe(
      ENTRIES,
    )
    expect(asked.length).toBeGreaterThan(2)
    expect(new Set(asked.map(({ cursor }) => cursor)).size).toBe(asked.length)
    expect(asked.slice(1).every(({ cursor, held }) => held < cursor)).toBe(true)
  },
)

test(
  '[PL-13] a page asked for ahead is left aside when the tablet stands elsewhere by then',
  PATIENT,
  async () => {
    const server = await aServer()
    const tablet = await tabletAt(server, SITE)
    await sendMany(server)
    const asked: number[] = []
    const transport = seeingPulls(tablet, async (cursor) => {
      asked.push(cursor)
      // As another tab does that finds a page to have lost a row.
      if (asked.length === 2) await tablet.db.cursors.put(inSnapshot(await standingOf(tablet)))
    })

    expect(await runCycle(tablet, transport)).toMatchObject({ ok: true })

    expect(asked.filter((cursor) => cursor === 0).length).toBeGreaterThan(1)
    const standing = await standingOf(tablet)
    expect(standing).toMatchObject({ phase: 'following', cursor: standing.head })
    expect(await tablet.db.records.where('[scope+kind]').equals([SITE, 'event-session']).count()).toBe(
      ENTRIES,
    )
    // A copy missing, or one too many, would be told here, and what is held would be fetched once more.
    expect(await syncOnce(tablet)).toMatchObject({ ok: true })
    expect(await standingOf(tablet)).toMatchObject({ gen: standing.gen, digest: standing.digest })
  },
)

interface Sent {
  readonly numbers: readonly number[]
  /** Of those sent before, the ones without a receipt on the disk. */
  readonly open: number
}

/** Logs so many sessions at once, of which some are at a site that the tablet may not write to, and sends them all. */
async function sendLogged(count: number, isElsewhere: (n: number) => boolean): Promise<readonly Sent[]> {
  const tablet = await tabletAt(await aServer(), SITE)
  const set = fieldsOf(aSession({ note: LONG_NOTE }), eventSession.policies)
  const changes = Array.from({ length: count }, (_, index): Change => {
    const scope = isElsewhere(index + 1) ? 'site/abingdon' : SITE
    const recordId = tablet.newId()
    return {
      kind: 'event-session',
      recordId,
      scope,
      action: 'create',
      base: null,
      parentN: null,
      set,
      was: {},
    }
  })
  expect(await save(tablet, async () => ({ id: '', changes }))).toMatchObject({ ok: true })
  const sent: Sent[] = []
  const http = httpTransport(tablet)
  const transport: Transport = {
    ...http,
    push: async (request) => {
      // Of this tablet's own making.
      const numbers = request.ops.map((op) => (op as Operation).n)
      const waiting = tablet.db.outbox.where('[state+n]').between(['waiting', 0], ['waiting', numbers[0]])
      sent.push({ numbers, open: await waiting.count() })
      return http.push(request)
    },
  }
  expect(await runCycle(tablet, transport)).toMatchObject({ ok: true })
  return sent
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('[OB-5] the next batch is on its way while receipts are written down, and each operation is sent once', async () => {
  const sent = await sendLogged(120, () => false)
  expect(sent.flatMap(({ numbers }) => numbers)).toEqual(upTo(120))
  expect(sent.length).toBeGreaterThan(2)
  expect(sent.slice(1).every(({ open }) => open > 0)).toBe(true)
})

test('[OB-5] nothing is sent ahead of the receipts of a batch that was not wholly applied', async () => {
  const sent = await sendLogged(120, (n) => n % 10 === 5)
  expect(sent.flatMap(({ numbers }) => numbers)).toEqual(upTo(120))
  expect(sent.length).toBeGreaterThan(2)
  expect(sent.every(({ open }) => open === 0)).toBe(true)
})
