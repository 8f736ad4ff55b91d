import Dexie from 'dexie'
import { describe, expect, test } from 'vitest'
import { Database } from '#client/data/database.ts'
import { readDraft, saveDraft } from '#client/data/drafts.ts'
import { readEntries, readEntry } from '#client/data/entries.ts'
import { onTabletStopped, openTablet } from '#client/data/open-tablet.ts'
import { readPosition } from '#client/data/position.ts'
import { correctRecord, createRecord, restoreRecord, type SaveResult, voidRecord } from '#client/data/save.ts'
import { monthSums } from '#client/data/site-sums.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { readWaiting } from '#client/data/waiting.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { localDate } from '#domain/time/local-date.ts'
import { aDevice, aTablet } from '#support/device.ts'
import { aSession, counted } from '#support/sessions.ts'

async function logged(tablet: Tablet, session: WrittenSession = aSession()): Promise<string> {
  const result = await createRecord(tablet, { kind: 'event-session', scope: 'site/wychwood', body: session })
  if (!result.ok) throw new Error(`not saved: ${result.code}`)
  return result.id
}

async function seen(tablet: Tablet, id: string) {
  const entry = await readEntry(tablet.db, id)
  if (entry === null) throw new Error('no such entry')
  return entry
}

/** Attendances at Wychwood in October 2026, by the kept figures; 0 where nothing is kept. */
async function attendancesIn({ db }: Tablet): Promise<number> {
  const row = await db.rollups.get(['site/wychwood', '2026-10'])
  return (row && monthSums(row).cells['all']?.amount) ?? 0
}

describe('saving an entry', () => {
  test('[SV-1] puts the operation, the record and the figures on disk and takes the draft away in one step', async () => {
    const tablet = await aTablet()
    await saveDraft(tablet, 'log/rhyme', { total: '14' })
    const result = await createRecord(tablet, {
      kind: 'event-session',
      scope: 'site/wychwood',
      body: aSession(),
      draftKey: 'log/rhyme',
    })
    expect(result.ok).toBe(true)
    expect(await readDraft(tablet, 'log/rhyme')).toBeUndefined()
    expect(await tablet.db.outbox.count()).toBe(1)
    expect(await readWaiting(tablet.db)).toMatchObject({ waiting: 1, received: 0, attention: 0 })
    expect(await attendancesIn(tablet)).toBe(14)
  })

  test('[OP-1] numbers this tablet’s operations from 1 without gaps', async () => {
    const tablet = await aTablet()
    const id = await logged(tablet)
    await logged(tablet)
    await voidRecord(tablet, id, (await seen(tablet, id)).seen)
    const ops = (await tablet.db.outbox.orderBy('n').toArray()).map((row) => row.op)
    expect(ops.map((op) => op.n)).toEqual([1, 2, 3])
    const { lineage } = await readPosition(tablet)
    expect(ops.map((op) => op.lineage)).toEqual([lineage, lineage, lineage])
    expect(ops[2]).toMatchObject({ action: 'void', recordId: id, parentN: 1 })
  })

  test('a body that is not valid is not saved, and the fields are named', async () => {
    const tablet = await aTablet()
    const result = await createRecord(tablet, {
      kind: 'event-session',
      scope: 'site/wychwood',
      body: { ...aSession(), day: '2026-02-30' },
    })
    expect(result).toEqual({ ok: false, code: 'invalid', fields: ['day'] })
    expect(await tablet.db.outbox.count()).toBe(0)
  })

  test('[SV-3] a write the disk rejects saves nothing at all and keeps the draft', async () => {
    const tablet = await aTablet()
    await saveDraft(tablet, 'log/rhyme', { total: '14' })
    // A full disk rejects a transaction at its last write; a hook that throws does the same at the same place.
    const full = (): never => {
      throw new DOMException('the disk is full', 'QuotaExceededError')
    }
    tablet.db.rollups.hook('creating', full)
    const entry = {
      kind: 'event-session',
      scope: 'site/wychwood',
      body: aSession(),
      draftKey: 'log/rhyme',
    } as const
    expect(await createRecord(tablet, entry)).toEqual({ ok: false, code: 'storage-full', fields: [] })
    expect(await tablet.db.outbox.count()).toBe(0)
    expect(await tablet.db.records.count()).toBe(0)
    expect(await readDraft(tablet, 'log/rhyme')).toEqual({ total: '14' })

    tablet.db.rollups.hook('creating').unsubscribe(full)
    expect(await createRecord(tablet, entry)).toMatchObject({ ok: true })
    expect((await tablet.db.outbox.toArray()).map((row) => row.n)).toEqual([1])
  })

  test('[SV-2] nothing is written once the tablet’s own row is gone, and the app is told', async () => {
    const tablet = await aTablet()
    let told = false
    tablet.db.onGone = () => {
      told = true
    }
    await tablet.db.tablet.clear()
    const result: SaveResult = await createRecord(tablet, {
      kind: 'event-session',
      scope: 'site/wychwood',
      body: aSession(),
    })
    expect(result).toMatchObject({ ok: false, code: 'storage-gone' })
    expect(await tablet.db.records.count()).toBe(0)
    expect(told).toBe(true)
  })
})

describe('opening the tablet again', () => {
  test('finds every entry and every draft where they were', async () => {
    const device = aDevice()
    const before = await aTablet(device)
    const id = await logged(before)
    await saveDraft(before, 'log/rhyme', { total: '1' })
    before.db.close()
    const opened = await openTablet(device)
    if (opened.state !== 'ready') throw new Error(opened.state)
    expect((await readEntry(opened.tablet.db, id))?.state).toBe('on-this-tablet')
    expect(await readDraft(opened.tablet, 'log/rhyme')).toEqual({ total: '1' })
  })

  test('[SV-4] a database of a later format is left alone', async () => {
    const device = aDevice()
    const tablet = await aTablet(device)
    await tablet.db.tablet.update('tablet', { format: 99 })
    tablet.db.close()
    expect((await openTablet(device)).state).toBe('newer-format')
  })

  test('a newer tab’s upgrade waits until what was being typed is in its draft', async () => {
    const device = aDevice()
    const tablet = await aTablet(device)
    const told: string[] = []
    onTabletStopped(tablet, (reason) => {
      told.push(reason)
      void saveDraft(tablet, 'log/rhyme', { total: '7' })
    })
    const newer = new Dexie(device.databaseName, { ...device, autoOpen: false })
    newer.version(3).stores({ drafts: 'key', somethingNew: 'id' })
    await newer.open()
    expect(told).toEqual(['newer-version'])
    expect(await newer.table('drafts').get('log/rhyme')).toMatchObject({ value: { total: '7' } })
    newer.close()
  })

  test('an empty database is not taken for this tablet’s', async () => {
    const device = aDevice()
    expect((await openTablet(device)).state).toBe('not-enrolled')
    const db = new Database(device)
    await db.open()
    expect(await db.tablet.count()).toBe(0)
  })

  test('[EN-5] enrolling again keeps the lineage’s count and everything that waits', async () => {
    const device = aDevice()
    const tablet = await aTablet(device)
    await logged(tablet)
    const { lineage } = await readPosition(tablet)
    tablet.db.close()
    const again = await aTablet(device, 'site/thame')
    expect((await readPosition(again)).lineage).toBe(lineage)
    expect(again.siteId).toBe('site/thame')
    expect(await again.db.outbox.count()).toBe(1)
    expect((await again.db.tablet.get('tablet'))?.nextN).toBe(2)
  })
})

describe('correcting an entry', () => {
  test('sends the fields that differ from what the person saw, and only those', async () => {
    const tablet = await aTablet()
    const id = await logged(tablet)
    const before = await seen(tablet, id)
    await correctRecord(tablet, id, before.seen, aSession({ counts: counted(15) }))
    const op = (await tablet.db.outbox.get(2))?.op
    expect(op).toMatchObject({
      action: 'patch',
      parentN: 1,
      set: { 'counts/door-1': { split: 'none', total: 15 } },
      was: { 'counts/door-1': { split: 'none', total: 14 } },
    })
    expect((await seen(tablet, id)).session?.counts).toEqual(counted(15))
  })

  test('[OP-3] is judged against what was on screen, though the record has changed since', async () => {
    const tablet = await aTablet()
    const id = await logged(tablet)
    const opened = await seen(tablet, id)
    await correctRecord(tablet, id, opened.seen, aSession({ note: 'from another tab' }))
    await correctRecord(tablet, id, opened.seen, aSession({ title: 'Rhymes' }))
    const op = (await tablet.db.outbox.get(3))?.op
    expect(op).toMatchObject({ parentN: 1, set: { title: 'Rhymes' }, was: { title: 'Rhyme Time' } })
    expect((await seen(tablet, id)).session).toMatchObject({ note: 'from another tab', title: 'Rhymes' })
  })

  test('that changes nothing makes no operation', async () => {
    const tablet = await aTablet()
    const id = await logged(tablet)
    expect(await correctRecord(tablet, id, (await seen(tablet, id)).seen, aSession())).toEqual({
      ok: true,
      id,
    })
    expect(await tablet.db.outbox.count()).toBe(1)
  })

  test('voiding takes it out of the figures, restoring puts it back, and the history tells both', async () => {
    const tablet = await aTablet()
    const id = await logged(tablet)
    await voidRecord(tablet, id, (await seen(tablet, id)).seen)
    expect((await seen(tablet, id)).deleted).toBe(true)
    expect(await attendancesIn(tablet)).toBe(0)
    await restoreRecord(tablet, id, (await seen(tablet, id)).seen)
    expect(await attendancesIn(tablet)).toBe(14)
    expect((await seen(tablet, id)).history.map((change) => change.action)).toEqual([
      'restore',
      'void',
      'create',
    ])
  })
})

test('entries come newest day first, a page at a time, of one site or of all', async () => {
  const tablet = await aTablet(aDevice(), null)
  for (const day of ['2026-10-12', '2026-10-14', '2026-10-13'])
    await logged(tablet, aSession({ day: localDate(day) }))
  await createRecord(tablet, {
    kind: 'event-session',
    scope: 'site/thame',
    body: aSession({ day: localDate('2026-10-15') }),
  })
  const days = async (scope: string | null, limit: number): Promise<unknown> =>
    (await readEntries(tablet.db, { scope, limit })).entries.map((entry) => entry.day)
  expect(await days('site/wychwood', 2)).toEqual(['2026-10-14', '2026-10-13'])
  expect(await days(null, 10)).toEqual(['2026-10-15', '2026-10-14', '2026-10-13', '2026-10-12'])
  expect((await readEntries(tablet.db, { scope: null, limit: 2 })).more).toBe(true)
  expect((await readEntries(tablet.db, { scope: null, limit: 4 })).more).toBe(false)
})
