// @vitest-environment node
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readAttention } from '#client/data/attention.ts'
import { decideReview } from '#client/data/attention-actions.ts'
import { loadReceiptFile } from '#client/data/receipt-file.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { readWaiting } from '#client/data/waiting.ts'
import { waitingFileOf, waitingRows, type WaitingFile } from '#client/data/waiting-file.ts'
import { carryFile, openWaitingFile } from '#client/sync/carry.ts'
import { openServer } from '#support/server-open.ts'
import { aSession, counted } from '#support/sessions.ts'
import { correctSession, logSession, stateOf, syncOnce, tabletAt } from '#support/tablets.ts'

async function fileOf(tablet: Tablet): Promise<WaitingFile> {
  const file = await waitingFileOf(tablet, 'Wychwood')
  if (file === null) throw new Error('nothing waits')
  return file
}

/** A file changed as somebody who opened it might, its own checks put right again or not. */
function changed(file: WaitingFile, change: (text: string) => string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(change(gunzipSync(file.bytes).toString())))
}

async function aPair() {
  const server = await openServer()
  const author = await tabletAt(server, 'site/wychwood')
  const carrier = await tabletAt(server, 'site/abingdon', 'Ben')
  return { server, author, carrier }
}

test('[FI-10] what waits goes into a file, another tablet brings it in, and the receipt file settles it at home', async () => {
  const { author, carrier } = await aPair()
  const id = await logSession(author, aSession({ counts: counted(9) }))
  await correctSession(author, id, { counts: counted(10) })
  const file = await fileOf(author)
  expect(file.operations).toBe(2)
  const carried = await carryFile(carrier, file.bytes)
  expect(carried).toMatchObject({
    ok: true,
    taken: 2,
    notTaken: 0,
    held: 0,
    header: { place: 'Wychwood', count: 2 },
  })
  if (!carried.ok) throw new Error(carried.code)
  // The carrier's own site has nothing to do with it.
  expect(await stateOf(carrier, id)).toBeUndefined()

  expect(await loadReceiptFile(author, carried.receiptFile.text)).toEqual({ ok: true, settled: 2 })
  expect(await stateOf(author, id)).toBe('received')
  expect(await waitingFileOf(author, 'Wychwood')).toBeNull()
  await syncOnce(author)
  expect(await stateOf(author, id)).toBe('counted')
})

test('[FI-11] the same file loaded twice, and the same work pushed besides, is there once', async () => {
  const { author, carrier } = await aPair()
  const id = await logSession(author)
  const file = await fileOf(author)
  for (let time = 0; time < 2; time += 1) {
    expect(await carryFile(carrier, file.bytes)).toMatchObject({ ok: true, taken: 1 })
  }
  await syncOnce(author)
  expect(await stateOf(author, id)).toBe('counted')
  expect((await author.db.records.get(id))?.server?.history).toHaveLength(1)
})

test('[FI-12] files loaded in the wrong order come to the same', async () => {
  const { author, carrier } = await aPair()
  const id = await logSession(author)
  const first = await fileOf(author)
  await author.db.outbox.where('n').equals(1).modify({ state: 'received' })
  await correctSession(author, id, { title: 'Rhymes' })
  const second = await fileOf(author)
  await author.db.outbox.where('n').equals(1).modify({ state: 'waiting' })
  expect(await carryFile(carrier, second.bytes)).toMatchObject({ ok: true, taken: 0, held: 1 })
  expect(await carryFile(carrier, first.bytes)).toMatchObject({ ok: true, taken: 1 })
  await syncOnce(author)
  expect(await stateOf(author, id)).toBe('counted')
  expect((await author.db.records.get(id))?.server?.rev).toBe(2)
})

test('[FI-13] a file that is cut short, changed or no file of ours is told apart, and nothing is sent', async () => {
  const { author, carrier } = await aPair()
  await logSession(author)
  const file = await fileOf(author)
  const open = (bytes: Uint8Array<ArrayBuffer>) => openWaitingFile(carrier, bytes)
  expect(await open(file.bytes.slice(0, 60))).toEqual({ ok: false, code: 'damaged' })
  expect(await open(changed(file, (text) => text.replace('Rhyme Time', 'Rhyme Crime')))).toEqual({
    ok: false,
    code: 'damaged',
  })
  expect(await open(changed(file, (text) => text.replace('"version":1', '"version":2')))).toEqual({
    ok: false,
    code: 'newer-version',
  })
  expect(await open(new TextEncoder().encode('Name,Date\nA,B\n'))).toEqual({ ok: false, code: 'not-ours' })
  expect(await open(new Uint8Array(gzipSync('hello')))).toEqual({ ok: false, code: 'not-ours' })
})

test('[FI-14] a receipt file counts only when the server made it for this very tablet', async () => {
  const { author, carrier } = await aPair()
  const id = await logSession(author)
  const carried = await carryFile(carrier, (await fileOf(author)).bytes)
  if (!carried.ok) throw new Error(carried.code)
  const { text } = carried.receiptFile
  expect(await loadReceiptFile(carrier, text)).toEqual({ ok: false, code: 'other-tablet' })
  const forged = text.replace('\\"rev\\":1', '\\"rev\\":2')
  expect(forged).not.toBe(text)
  expect(await loadReceiptFile(author, forged)).toEqual({ ok: false, code: 'not-proven' })
  expect(await loadReceiptFile(author, 'Name,Date')).toEqual({ ok: false, code: 'not-ours' })
  expect(await stateOf(author, id)).toBe('on-this-tablet')
})

test('[FI-15] work that nothing shows to be a tablet’s own waits for somebody to agree, and counts when they do', async () => {
  const { server, author, carrier } = await aPair()
  const colleague = await tabletAt(server, 'site/wychwood', 'Cleo')
  const id = await logSession(author)
  await author.db.credentials.clear()
  expect(await carryFile(carrier, (await fileOf(author)).bytes)).toMatchObject({
    ok: true,
    taken: 0,
    notTaken: 1,
  })

  await syncOnce(colleague)
  const [item] = await readAttention(colleague, colleague.clock.now())
  if (item?.type !== 'review') throw new Error('no review')
  expect(item.review).toMatchObject({ by: 'Asha', recordId: id, state: 'open' })
  await decideReview(colleague, item.id, 'accepted', null)
  await syncOnce(colleague)
  expect(await stateOf(colleague, id)).toBe('counted')
  expect(await readAttention(colleague, colleague.clock.now())).toEqual([])
})

test('the rows for a spreadsheet say in words what waits, one for each change', async () => {
  const { author } = await aPair()
  const id = await logSession(author, aSession({ counts: counted(9) }))
  await correctSession(author, id, { title: 'Rhymes' })
  const rows = await waitingRows(author, (id) => id)
  expect(rows.map((row) => [row['Number'], row['What'], row['Made by']])).toEqual([
    [1, 'create', 'Asha'],
    [2, 'patch', 'Asha'],
  ])
  expect(rows[1]?.['Values']).toBe('Title: Rhymes')
  expect((await readWaiting(author.db)).waiting).toBe(1)
})
