// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { readAttention } from '#client/data/attention.ts'
import { decideReview, resolveConflict, withdrawChanges } from '#client/data/attention-actions.ts'
import { readEntries } from '#client/data/entries.ts'
import { readPosition } from '#client/data/position.ts'
import { createRecord, restoreRecord, voidRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { readWaiting } from '#client/data/waiting.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { newMemory } from '#client/sync/push.ts'
import { httpTransport } from '#client/sync/transport.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { localDate } from '#domain/time/local-date.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { aDevice } from '#support/device.ts'
import { dumpOf, serverFetch, startServer, type TestServer } from '#support/server.ts'
import { openServer } from '#support/server-open.ts'
import { aSession, counted } from '#support/sessions.ts'
import { correctSession, entryOf, logSession, stateOf, syncOnce, tabletAt } from '#support/tablets.ts'

// What every peer has lost people's work over, one by one: real Dexie, the real server.

const attentionOf = (tablet: Tablet) => readAttention(tablet, tablet.clock.now())

async function titlesAt(server: TestServer): Promise<readonly string[]> {
  const county = await tabletAt(server, 'county')
  const { entries } = await readEntries(county.db, { scope: null, limit: 1000 })
  return entries.map(({ session }) => session?.title ?? '').toSorted((a, b) => a.localeCompare(b))
}

function pathOf(input: Parameters<typeof fetch>[0]): string {
  return new URL(input instanceof Request ? input.url : input, 'http://localhost').pathname
}

/** A tablet whose requests pass through `change`, as a faulty network would have it. */
function through(tablet: Tablet, change: (path: string, send: () => Promise<Response>) => Promise<Response>) {
  const send: typeof fetch = (input, init) => {
    return change(pathOf(input), () => tablet.device.fetch(input, init))
  }
  return httpTransport({ db: tablet.db, device: { ...tablet.device, fetch: send } })
}

describe('the person and the tablet', () => {
  test('signed out with unsent work: it stays, and goes when the tablet is let in again', async () => {
    const server = await openServer()
    const device = aDevice({ fetch: serverFetch(server) })
    const tablet = await tabletAt(server, 'site/wychwood', 'Asha', device)
    const id = await logSession(tablet)
    const { lineage } = await readPosition(tablet)
    await server.store.revokeTablet(lineage, server.clock.now())
    for (let time = 0; time < 3; time += 1) expect((await syncOnce(tablet)).ok).toBe(false)
    expect(await stateOf(tablet, id)).toBe('on-this-tablet')
    tablet.db.close()
    const again = await tabletAt(server, 'site/wychwood', 'Asha', device)
    expect(await stateOf(again, id)).toBe('counted')
  })

  test('permission removed while offline: the entry waits for somebody who may decide, its author sees it, and accepting it counts it', async () => {
    const server = await openServer()
    const device = aDevice({ fetch: serverFetch(server) })
    const tablet = await tabletAt(server, 'site/wychwood', 'Asha', device)
    const colleague = await tabletAt(server, 'site/wychwood', 'Cleo')
    const id = await logSession(tablet)
    await correctSession(tablet, id, { title: 'Corrected before the move' })
    tablet.db.close()
    const moved = await tabletAt(server, 'site/abingdon', 'Asha', device)
    expect(await stateOf(moved, id)).toBe('attention')
    expect(await attentionOf(moved)).toMatchObject([
      {
        type: 'not-taken',
        recordId: id,
        changes: [{ code: 'not-allowed-here' }, { code: 'not-allowed-here' }],
      },
    ])
    expect((await moved.db.records.get(id))?.server).toBeNull()

    await syncOnce(colleague)
    const reviews = (await attentionOf(colleague)).filter((item) => item.type === 'review')
    expect(reviews).toHaveLength(2)
    const last = reviews.find((item) => item.review.action === 'patch')
    if (last === undefined) throw new Error('no review')
    expect(await decideReview(colleague, last.id, 'accepted', null)).toMatchObject({ ok: true })
    await syncOnce(colleague)
    expect((await entryOf(colleague, id)).session?.title).toBe('Corrected before the move')
    expect(await attentionOf(colleague)).toEqual([])
    await syncOnce(moved)
    expect(await attentionOf(moved)).toEqual([])
    expect(await readWaiting(moved.db)).toMatchObject({ waiting: 0, attention: 0 })
  })

  test('a tablet whose clock is two years wrong: order, conflicts and figures are as if it were right', async () => {
    const server = await openServer()
    const wrong = aDevice({ fetch: serverFetch(server) })
    const now = wrong.clock.now.bind(wrong.clock)
    const twoYears = 2 * 365 * 24 * 60 * 60 * 1000
    const slow = { ...wrong, clock: { ...wrong.clock, now: () => now() - twoYears } }
    const late = await tabletAt(server, 'site/wychwood', 'Asha', slow)
    const right = await tabletAt(server, 'site/wychwood', 'Ben')
    const id = await logSession(right)
    await syncOnce(right)
    await syncOnce(late)
    await correctSession(right, id, { counts: counted(15) })
    await syncOnce(right)
    await syncOnce(late)
    // Made later, though its clock says years earlier: it has seen 15, so it stands.
    await correctSession(late, id, { counts: counted(16) })
    await syncOnce(late)
    await syncOnce(right)
    for (const tablet of [late, right])
      expect((await entryOf(tablet, id)).session?.counts).toEqual(counted(16))
    expect(await attentionOf(right)).toEqual([])
    const offset = (await late.db.tablet.get('tablet'))?.clockOffset ?? 0
    expect(Math.abs(offset - (server.clock.now() - slow.clock.now()))).toBeLessThan(60_000)
  })
})

describe('two people and one entry', () => {
  async function aPair(session: WrittenSession = aSession()) {
    const server = await openServer()
    const one = await tabletAt(server, 'site/wychwood', 'Asha')
    const two = await tabletAt(server, 'site/wychwood', 'Ben')
    const id = await logSession(one, session)
    await syncOnce(one)
    await syncOnce(two)
    return { server, one, two, id }
  }

  async function ownConflict(tablet: Tablet) {
    const found = (await attentionOf(tablet)).find((item) => item.type === 'conflict')
    if (found === undefined) throw new Error('no conflict')
    return found
  }

  async function bothCorrect() {
    const pair = await aPair()
    await correctSession(pair.one, pair.id, { counts: counted(15) })
    await correctSession(pair.two, pair.id, { counts: counted(16) })
    await syncOnce(pair.one)
    await syncOnce(pair.two)
    await syncOnce(pair.one)
    return pair
  }

  test('two tablets correct the same figure: the first stays on show, the other is kept beside it, and its author is told', async () => {
    const { one, two, id } = await bothCorrect()
    for (const tablet of [one, two]) {
      expect((await entryOf(tablet, id)).session?.counts).toEqual(counted(15))
      expect(await ownConflict(tablet)).toMatchObject({
        isOwn: tablet === two,
        conflict: {
          by: 'Ben',
          fields: { 'counts/door-1': { kept: { total: 15 }, keptBy: 'Asha', lost: { total: 16 } } },
        },
      })
    }
    expect(await readWaiting(two.db)).toMatchObject({ waiting: 0, received: 0 })
  })

  test.each([
    ['theirs', { choice: 'theirs' }, 15],
    ['mine', { choice: 'mine' }, 16],
    ['a third', { choice: 'other', values: { 'counts/door-1': { split: 'none', total: 17 } } }, 17],
  ] as const)('the author settles it with %s, and both tablets agree', async (_, choice, total) => {
    const { one, two, id } = await bothCorrect()
    expect(await resolveConflict(two, (await ownConflict(two)).id, choice)).toMatchObject({ ok: true })
    for (const tablet of [two, one, two]) await syncOnce(tablet)
    for (const tablet of [one, two]) {
      expect((await entryOf(tablet, id)).session?.counts).toEqual(counted(total))
      expect(await attentionOf(tablet)).toEqual([])
    }
  })

  test('both settle it at once: the first settlement stands, and a different value opens a conflict of its own', async () => {
    const { one, two, id } = await bothCorrect()
    const third = { choice: 'other', values: { 'counts/door-1': { split: 'none', total: 17 } } } as const
    await resolveConflict(one, (await ownConflict(one)).id, { choice: 'mine' })
    await resolveConflict(two, (await ownConflict(two)).id, third)
    for (const tablet of [one, two, one]) await syncOnce(tablet)
    expect((await entryOf(one, id)).session?.counts).toEqual(counted(16))
    expect(await ownConflict(two)).toMatchObject({
      conflict: { by: 'Ben', fields: { 'counts/door-1': { kept: { total: 16 }, lost: { total: 17 } } } },
    })
  })

  test('a conflict that goes while it is being settled, as after a restore, is said not to be there, and nothing is sent', async () => {
    const { two } = await bothCorrect()
    const { id } = await ownConflict(two)
    const settling = resolveConflict(two, id, { choice: 'mine' })
    // Comes between the first look at the conflict and the save.
    const going = two.db.records.delete(id)
    expect(await settling).toEqual({ ok: false, code: 'not-found', fields: [] })
    await going
    expect(await readWaiting(two.db)).toMatchObject({ waiting: 0 })
  })

  test('one voids what the other corrects: the correction stays, and whoever voided is told and can void it again', async () => {
    const { one, two, id } = await aPair()
    await correctSession(one, id, { title: 'Rhymes' })
    await voidRecord(two, id, (await entryOf(two, id)).seen)
    await syncOnce(one)
    await syncOnce(two)
    expect(await entryOf(two, id)).toMatchObject({ deleted: false, session: { title: 'Rhymes' } })
    const conflict = await ownConflict(two)
    expect(conflict.conflict).toMatchObject({
      action: 'void',
      fields: { '~void': { kept: false, lost: true } },
    })
    await resolveConflict(two, conflict.id, { choice: 'mine' })
    await syncOnce(two)
    await syncOnce(one)
    expect(await entryOf(one, id)).toMatchObject({ deleted: true, state: 'counted' })
  })

  test('one corrects what the other has voided: it stays void, and restoring it is a choice', async () => {
    const { one, two, id } = await aPair()
    await voidRecord(one, id, (await entryOf(one, id)).seen)
    await correctSession(two, id, { title: 'Rhymes' })
    await syncOnce(one)
    await syncOnce(two)
    expect((await entryOf(two, id)).deleted).toBe(true)
    await restoreRecord(two, id, (await entryOf(two, id)).seen)
    await syncOnce(two)
    await syncOnce(one)
    expect(await entryOf(one, id)).toMatchObject({ deleted: false, session: { title: 'Rhymes' } })
  })

  test('both add to one note: it grows, and nobody’s words are lost', async () => {
    const { one, two, id } = await aPair(aSession({ note: 'Rain.' }))
    await correctSession(one, id, { note: 'Rain. The lift was out.' })
    await correctSession(two, id, { note: 'Rain. Ran late.' })
    for (const tablet of [one, two, one]) await syncOnce(tablet)
    for (const tablet of [one, two]) {
      const note = (await entryOf(tablet, id)).session?.note
      expect(note).toContain('The lift was out.')
      expect(note).toContain('Ran late.')
      expect(await attentionOf(tablet)).toEqual([])
    }
  })
})

describe('rules of the county', () => {
  test('an entry refused because its quarter is closed stays readable, is corrected to an open day and sent again', async () => {
    const server = await openServer()
    const tablet = await tabletAt(server, 'site/wychwood')
    const county = await tabletAt(server, 'county', 'Dee')
    const id = await logSession(tablet)
    await createRecord(county, {
      kind: 'quarter-close',
      scope: AUTHORITY_SCOPE,
      body: { year: 2026, quarter: 'Q3', closedBy: 'Dee' },
    })
    await syncOnce(county)
    await syncOnce(tablet)
    expect(await entryOf(tablet, id)).toMatchObject({
      state: 'attention',
      attention: { code: 'quarter-closed' },
      session: { title: 'Rhyme Time' },
    })
    await correctSession(tablet, id, { day: localDate('2027-01-05') })
    await syncOnce(tablet)
    expect(await stateOf(tablet, id)).toBe('counted')
    expect(await server.store.operationsAfter('', 100)).toMatchObject(
      (await server.store.operationsAfter('', 100)).map(() => ({ standing: false })),
    )
  })

  test('what is taken back with a reason is gone here, and the county keeps both the entry and the reason', async () => {
    const server = await openServer()
    const tablet = await tabletAt(server, 'site/wychwood')
    const county = await tabletAt(server, 'county', 'Dee')
    await createRecord(county, {
      kind: 'quarter-close',
      scope: AUTHORITY_SCOPE,
      body: { year: 2026, quarter: 'Q3', closedBy: 'Dee' },
    })
    await syncOnce(county)
    const id = await logSession(tablet)
    await syncOnce(tablet)
    expect(await withdrawChanges(tablet, id, 'Logged twice')).toMatchObject({ ok: true })
    await syncOnce(tablet)
    expect(await readWaiting(tablet.db)).toMatchObject({ waiting: 0, attention: 0 })
    const kept = await server.store.operationsAfter('', 100)
    expect(kept.map((op) => op.payload).join()).toContain('Logged twice')
    expect(kept.filter((op) => op.recordId === id)).toHaveLength(2)
    expect(kept.some((op) => op.standing)).toBe(false)
  })
})

describe('the server', () => {
  test('restored from yesterday: the tablets put back what the backup lacks, corrections and voids too', async () => {
    const before = await openServer()
    let server: TestServer = before
    const device = () => aDevice({ fetch: (input, init) => serverFetch(server)(input, init) })
    const one = await tabletAt(before, 'site/wychwood', 'Asha', device())
    const two = await tabletAt(before, 'site/wychwood', 'Ben', device())
    const kept = await logSession(one, aSession({ title: 'Before the backup' }))
    await syncOnce(one)
    await syncOnce(two)
    const yesterday = await dumpOf(before)

    const lacking = await logSession(one, aSession({ title: 'After the backup' }))
    await correctSession(one, kept, { title: 'Corrected after the backup' })
    const voided = await logSession(two, aSession({ title: 'Void after the backup' }))
    await syncOnce(one)
    await syncOnce(two)
    await voidRecord(two, voided, (await entryOf(two, voided)).seen)
    await syncOnce(two)
    await syncOnce(one)

    server = await openServer({ restoredFrom: yesterday })
    for (let round = 0; round < 2; round += 1) for (const tablet of [one, two]) await syncOnce(tablet)
    for (const tablet of [one, two]) {
      expect((await entryOf(tablet, kept)).session?.title).toBe('Corrected after the backup')
      expect(await stateOf(tablet, lacking)).toBe('counted')
      expect(await entryOf(tablet, voided)).toMatchObject({ deleted: true, state: 'counted' })
      expect(await attentionOf(tablet)).toEqual([])
      expect(await readWaiting(tablet.db)).toMatchObject({ waiting: 0, received: 0, attention: 0 })
    }
    const digests = await Promise.all([one, two].map(async (tablet) => (await readPosition(tablet)).cursors))
    expect(digests[0]?.map((row) => [row.scope, row.digest])).toEqual(
      digests[1]?.map((row) => [row.scope, row.digest]),
    )
    const { lineage } = await readPosition(one)
    expect(await server.store.arrivalsOf(lineage)).toMatchObject({ through: 3, holes: [] })
  })

  test('[HS-4] restored: what somebody saw before still counts as seen, so that a void after the backup stays a void', async () => {
    const before = await openServer()
    let server: TestServer = before
    const device = () => aDevice({ fetch: (input, init) => serverFetch(server)(input, init) })
    const one = await tabletAt(before, 'site/wychwood', 'Asha', device())
    const two = await tabletAt(before, 'site/wychwood', 'Ben', device())
    const id = await logSession(one)
    await syncOnce(one)
    await syncOnce(two)
    const backup = await dumpOf(before)
    await voidRecord(two, id, (await entryOf(two, id)).seen)
    await syncOnce(two)

    server = await openServer({ restoredFrom: backup })
    for (const tablet of [two, one]) await syncOnce(tablet)
    for (const tablet of [one, two]) {
      expect(await entryOf(tablet, id)).toMatchObject({ deleted: true, state: 'counted' })
      expect(await attentionOf(tablet)).toEqual([])
    }
  })

  test('[HS-4] restored: a change of a record that its maker has not put back yet waits for it, in whatever order they return', async () => {
    const before = await openServer()
    let server: TestServer = before
    const device = () => aDevice({ fetch: (input, init) => serverFetch(server)(input, init) })
    const maker = await tabletAt(before, 'site/wychwood', 'Asha', device())
    const other = await tabletAt(before, 'site/wychwood', 'Ben', device())
    const backup = await dumpOf(before)
    const id = await logSession(maker)
    await syncOnce(maker)
    await syncOnce(other)
    await correctSession(other, id, { title: 'Rhymes' })
    await syncOnce(other)

    server = await openServer({ restoredFrom: backup })
    await syncOnce(other)
    expect(await readWaiting(other.db)).toMatchObject({ waiting: 1, attention: 0 })
    for (const tablet of [maker, other, maker]) await syncOnce(tablet)
    for (const tablet of [maker, other]) {
      expect(await entryOf(tablet, id)).toMatchObject({ state: 'counted', session: { title: 'Rhymes' } })
      expect(await attentionOf(tablet)).toEqual([])
      expect(await readWaiting(tablet.db)).toMatchObject({ waiting: 0, received: 0 })
    }
  })

  test('an older one than this build: nothing waits less for it, and it goes once the server is new', async () => {
    const server = await openServer()
    const tablet = await tabletAt(server, 'site/wychwood')
    const id = await logSession(tablet)
    const old = through(tablet, async () => Response.json({ code: 'update-needed' }, { status: 409 }))
    expect(await runCycle(tablet, old)).toEqual({
      ok: false,
      failure: { kind: 'problem', code: 'update-needed' },
    })
    expect(await stateOf(tablet, id)).toBe('on-this-tablet')
    await syncOnce(tablet)
    expect(await stateOf(tablet, id)).toBe('counted')
  })

  test('[OB-4] a poison entry between good ones: the good ones go, and the poison is kept by the county and told here', async () => {
    const server = await openServer()
    const tablet = await tabletAt(server, 'site/wychwood')
    const ids: string[] = []
    for (const title of ['one', 'poison', 'three', 'four', 'five']) {
      ids.push(await logSession(tablet, aSession({ title })))
    }
    const breaks: typeof fetch = async (input, init) => {
      const sent = await new Response(init?.body ?? null).text()
      const isPush = pathOf(input) === '/api/sync/push'
      if (isPush && sent.includes('poison')) return Response.json({ code: 'server-failed' }, { status: 500 })
      return tablet.device.fetch(input, init)
    }
    const transport = httpTransport({
      db: tablet.db,
      device: { ...tablet.device, gzip: undefined, fetch: breaks },
    })
    const memory = newMemory()
    expect((await runCycle(tablet, transport, { memory })).ok).toBe(false)
    expect((await runCycle(tablet, transport, { memory })).ok).toBe(true)
    const states = await Promise.all(ids.map((id) => stateOf(tablet, id)))
    expect(states).toEqual(['counted', 'attention', 'counted', 'counted', 'counted'])
    expect(await attentionOf(tablet)).toMatchObject([
      { type: 'not-taken', changes: [{ code: 'unprocessable' }] },
    ])
    const kept = (await server.store.operationsAfter('', 100)).find(
      (op) => op.recordId === null || op.recordId === ids[1],
    )
    expect(kept?.payload).toContain('poison')
  })
})

describe('the network, in every phase', () => {
  const html = () =>
    new Response('<html>Sign in to the guest network</html>', { headers: { 'content-type': 'text/html' } })
  const problem =
    (status: number, code: string, headers = {}) =>
    () =>
      Response.json({ code }, { status, headers })
  const cut = async (send: () => Promise<Response>): Promise<Response> => {
    const whole = await (await send()).text()
    return new Response(whole.slice(0, Math.floor(whole.length / 2)), {
      headers: { 'content-type': 'application/json' },
    })
  }
  const faults: readonly (readonly [
    string,
    (send: () => Promise<Response>) => Response | Promise<Response>,
  ])[] = [
    ['a 200 with HTML', html],
    ['a reply cut in half', cut],
    ['401', problem(401, 'not-enrolled')],
    ['403', problem(403, 'not-this-tablet')],
    ['413', problem(413, 'too-large')],
    ['429', problem(429, 'too-many-tries', { 'retry-after': '5' })],
    ['500', problem(500, 'server-failed')],
    ['500 after the server did its part', async (send) => (await send(), problem(500, 'server-failed')())],
    ['a time-out', () => Promise.reject(new DOMException('The operation timed out', 'TimeoutError'))],
    [
      'a time-out after the server did its part',
      async (send) => (await send(), Promise.reject(new DOMException('Aborted', 'AbortError'))),
    ],
  ]

  test.each(
    faults.flatMap(([fault, answer]) =>
      ['/api/sync/push', '/api/sync/pull'].map((path) => [fault, path, answer] as const),
    ),
  )(
    '%s at %s: everything typed is still here, and goes with the next good reply',
    async (_fault, path, answer) => {
      const server = await openServer()
      const tablet = await tabletAt(server, 'site/wychwood')
      const other = await tabletAt(server, 'site/wychwood', 'Ben')
      await logSession(other, aSession({ title: 'from Ben' }))
      await syncOnce(other)
      const id = await logSession(tablet, aSession({ title: 'from Asha' }))
      const faulty = through(tablet, async (at, send) => (at === path ? answer(send) : send()))
      for (let time = 0; time < 2; time += 1) expect((await runCycle(tablet, faulty)).ok).toBe(false)
      expect((await entryOf(tablet, id)).session?.title).toBe('from Asha')
      expect(await stateOf(tablet, id)).toBe(path === '/api/sync/push' ? 'on-this-tablet' : 'received')
      expect((await syncOnce(tablet)).ok).toBe(true)
      expect(await stateOf(tablet, id)).toBe('counted')
      expect(await titlesAt(server)).toEqual(['from Asha', 'from Ben'])
    },
  )

  test('disk full in the middle of a feed page: nothing of the page is kept, nothing typed is lost, and it comes again', async () => {
    const server = await openServer()
    const tablet = await tabletAt(server, 'site/wychwood')
    const other = await tabletAt(server, 'site/wychwood', 'Ben')
    for (let count = 0; count < 5; count += 1) await logSession(other, aSession({ title: `entry ${count}` }))
    await syncOnce(other)
    const id = await logSession(tablet, aSession({ title: 'mine' }))
    let rows = 0
    const full = (): void => {
      rows += 1
      if (rows > 2) throw new DOMException('the disk is full', 'QuotaExceededError')
    }
    tablet.db.records.hook('creating', full)
    const before = await readPosition(tablet)
    await expect(syncOnce(tablet)).rejects.toThrow()
    tablet.db.records.hook('creating').unsubscribe(full)
    expect((await readPosition(tablet)).cursors).toEqual(before.cursors)
    expect((await entryOf(tablet, id)).session?.title).toBe('mine')
    await syncOnce(tablet)
    expect((await readEntries(tablet.db, { scope: null, limit: 100 })).entries).toHaveLength(6)
  })
})

test('[OB-4] a server that keeps failing on everything is not asked for each operation one by one', async () => {
  const server = await startServer()
  try {
    const tablet = await tabletAt(server, 'site/wychwood')
    for (let count = 0; count < 60; count += 1) await logSession(tablet)
    let asked = 0
    const failing = through(tablet, async () => {
      asked += 1
      return Response.json({ code: 'server-failed' }, { status: 500 })
    })
    const memory = newMemory()
    for (let time = 0; time < 3; time += 1)
      expect((await runCycle(tablet, failing, { memory })).ok).toBe(false)
    expect(asked).toBeLessThan(25)
    expect((await readWaiting(tablet.db)).waiting).toBe(60)
  } finally {
    await server.close()
  }
})
