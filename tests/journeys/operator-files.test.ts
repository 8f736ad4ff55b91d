// @vitest-environment node
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { loadReceiptFile } from '#client/data/receipt-file.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { waitingFileOf } from '#client/data/waiting-file.ts'
import { loadFile } from '#server/operator/load-file.ts'
import { quietLog } from '#support/operator.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import type { TestServer } from '#support/server.ts'
import { aSession, counted } from '#support/sessions.ts'
import { correctSession, logSession, stateOf, syncOnce, tabletAt } from '#support/tablets.ts'

/** Saves what waits on a tablet where somebody at the server finds it. */
async function savedFile(tablet: Tablet): Promise<{ readonly folder: string; readonly path: string }> {
  const file = await waitingFileOf(tablet, 'Wychwood')
  if (file === null) throw new Error('nothing waits')
  const folder = await temporaryFolder()
  const path = join(folder, file.name)
  await writeFile(path, file.bytes)
  return { folder, path }
}

function load({ store, clock }: TestServer, path: string) {
  return loadFile({ store, clock: clock.now, log: quietLog }, path)
}

async function changeText(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, gzipSync(change(gunzipSync(await readFile(path)).toString())))
}

test('a file of what waits is taken in at the server, and the receipts beside it settle the tablet', async () => {
  const server = await openServer()
  const author = await tabletAt(server, 'site/wychwood')
  const id = await logSession(author, aSession({ counts: counted(9) }))
  await correctSession(author, id, { counts: counted(10) })
  const { path } = await savedFile(author)
  const { lines, document } = await load(server, path)
  const receipts = `${path}.receipts.json`

  expect(document).toMatchObject({
    operations: 2,
    applied: 2,
    notTaken: {},
    held: 0,
    isKnown: true,
    receipts,
  })
  expect(lines).toEqual([
    '2 changes of Wychwood, saved by Asha on 2026-10-14',
    'Applied: 2',
    `Receipts for the tablet: ${receipts}`,
  ])
  expect(await loadReceiptFile(author, await readFile(receipts, 'utf8'))).toEqual({ ok: true, settled: 2 })
  expect(await stateOf(author, id)).toBe('received')
  expect(await waitingFileOf(author, 'Wychwood')).toBeNull()
  await syncOnce(author)
  expect(await stateOf(author, id)).toBe('counted')
})

test('a file that is loaded twice, and whose work is pushed besides, is there once', async () => {
  const server = await openServer()
  const author = await tabletAt(server, 'site/wychwood')
  const id = await logSession(author)
  const { path } = await savedFile(author)
  const first = await load(server, path)
  expect(await load(server, path)).toEqual(first)
  await syncOnce(author)

  expect(await server.store.operationsAfter('', 10)).toHaveLength(1)
  expect((await author.db.records.get(id))?.server?.history).toHaveLength(1)
})

test('a file of more operations than one batch takes is loaded whole, and so are its receipts', async () => {
  const server = await openServer()
  const author = await tabletAt(server, 'site/wychwood')
  const first = await logSession(author)
  const batch = 200
  for (let more = 1; more < batch; more += 1) await logSession(author)
  await correctSession(author, first, { title: 'Rhymes' })
  const { path } = await savedFile(author)
  expect((await load(server, path)).document).toMatchObject({ operations: batch + 1, applied: batch + 1 })

  const receipts = await readFile(`${path}.receipts.json`, 'utf8')
  expect(await loadReceiptFile(author, receipts)).toEqual({ ok: true, settled: batch + 1 })
  await syncOnce(author)
  expect(await stateOf(author, first)).toBe('counted')
})

test('a file that comes before the one it builds on is held, and counts when that comes', async () => {
  const server = await openServer()
  const author = await tabletAt(server, 'site/wychwood')
  const id = await logSession(author)
  const earlier = await savedFile(author)
  await author.db.outbox.where('n').equals(1).modify({ state: 'received' })
  await correctSession(author, id, { title: 'Rhymes' })
  const later = await savedFile(author)

  expect((await load(server, later.path)).lines).toContain('Held until what they depend on comes: 1')
  expect((await load(server, earlier.path)).document).toMatchObject({ applied: 1, held: 0 })
  expect((await load(server, later.path)).document).toMatchObject({ applied: 1, held: 0 })
  const [record] = await server.store.recordsOf('site/wychwood', 'event-session')
  expect(record).toMatchObject({ rev: 2, body: { title: 'Rhymes' } })
})

test('a file of a tablet that is not enrolled here waits for somebody at the site to agree', async () => {
  const author = await tabletAt(await openServer(), 'site/wychwood')
  await logSession(author)
  const { path } = await savedFile(author)
  const server = await openServer()
  const { lines, document } = await load(server, path)

  expect(document).toMatchObject({ isKnown: false, applied: 0, notTaken: { 'not-proven': 1 } })
  expect(lines).toContain(
    'This tablet is not enrolled here, so its changes wait for somebody at the site to agree',
  )
  expect(await server.store.recordsOf('site/wychwood', 'event-session')).toEqual([])
  expect(await server.store.recordsOf('site/wychwood', 'review')).toHaveLength(1)
})

test.each<{ what: string; spoil: (path: string) => Promise<void>; says: string }>([
  {
    what: 'is cut short',
    spoil: async (path) => writeFile(path, (await readFile(path)).subarray(0, 60)),
    says: 'is damaged',
  },
  {
    what: 'was changed',
    spoil: (path) => changeText(path, (text) => text.replace('Rhyme Time', 'Rhyme Crime')),
    says: 'is damaged',
  },
  {
    what: 'lacks a line',
    spoil: (path) => changeText(path, (text) => text.split('\n').toSpliced(1, 1).join('\n')),
    says: 'is damaged',
  },
  {
    what: 'is of a newer build',
    spoil: (path) => changeText(path, (text) => text.replace('"version":1', '"version":2')),
    says: 'was saved by a newer Branchline',
  },
  {
    what: 'is something else',
    spoil: (path) => writeFile(path, 'Minutes of the meeting'),
    says: 'is not a file of what waits on a tablet',
  },
  {
    what: 'is something else that is zipped',
    spoil: (path) => writeFile(path, gzipSync('Minutes of the meeting\n')),
    says: 'is not a file of what waits on a tablet',
  },
])('a file that $what is refused, and nothing is written', async ({ spoil, says }) => {
  const server = await openServer()
  const author = await tabletAt(server, 'site/wychwood')
  await logSession(author)
  const { folder, path } = await savedFile(author)
  await spoil(path)
  const names = await readdir(folder)

  await expect(load(server, path)).rejects.toThrow(`${path} ${says}`)
  await expect(load(server, path)).rejects.toThrow('Nothing was taken in.')
  expect(await readdir(folder)).toEqual(names)
  expect(await server.store.operationsAfter('', 10)).toEqual([])
})

test('a file of another service is refused, but not one of a tablet this server knows', async () => {
  const home = await openServer()
  const author = await tabletAt(home, 'site/wychwood')
  await logSession(author)
  const { folder, path } = await savedFile(author)
  await changeText(path, (text) => text.replace('Testshire libraries', 'Kent libraries'))
  const stranger = await openServer()

  await expect(load(stranger, path)).rejects.toThrow(
    'is of Kent libraries; this server is for Testshire libraries. Nothing was taken in.',
  )
  expect(await readdir(folder)).toHaveLength(1)
  expect(await stranger.store.operationsAfter('', 10)).toEqual([])
  // A service may have been called something else when the tablet was set up.
  expect((await load(home, path)).document).toMatchObject({ applied: 1 })
})
