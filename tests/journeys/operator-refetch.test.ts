// @vitest-environment node
import { expect, test } from 'vitest'
import type { CursorRow } from '#client/data/database.ts'
import { readEntry } from '#client/data/entries.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { refetch } from '#server/operator/refetch.ts'
import { verify } from '#server/operator/verify.ts'
import { digestsOf } from '#support/operator.ts'
import { openServer } from '#support/server-open.ts'
import { aSession } from '#support/sessions.ts'
import { correctSession, logSession, stateOf, syncOnce, tabletAt } from '#support/tablets.ts'

const SCOPE = 'site/wychwood'

async function cursorOf(tablet: Tablet, scope = SCOPE): Promise<CursorRow> {
  const row = await tablet.db.cursors.get(scope)
  if (row === undefined) throw new Error(`no cursor in ${scope}`)
  return row
}

async function aSite() {
  const server = await openServer()
  const tablets = [
    await tabletAt(server, SCOPE),
    await tabletAt(server, SCOPE, 'Ben'),
    await tabletAt(server, 'county', 'Cleo'),
  ] as const
  const ids = [await logSession(tablets[0]), await logSession(tablets[1])] as const
  for (const tablet of [...tablets, ...tablets]) await syncOnce(tablet)
  return { server, tablets, ids }
}

test('after a refetch every tablet fetches that scope anew and no other, and all end equal', async () => {
  const { server, tablets, ids } = await aSite()
  const before = await Promise.all(tablets.map((tablet) => cursorOf(tablet)))
  const authority = await Promise.all(tablets.map((tablet) => cursorOf(tablet, 'authority')))
  expect(await refetch(server, SCOPE)).toMatchObject({
    lines: [`Every tablet will fetch ${SCOPE} anew`],
    document: { scope: SCOPE },
  })
  for (const tablet of tablets) await syncOnce(tablet)

  const digest = (await digestsOf(server.store)).get(SCOPE)
  for (const [index, tablet] of tablets.entries()) {
    expect(await cursorOf(tablet)).toMatchObject({
      phase: 'following',
      digest,
      gen: (before[index]?.gen ?? 0) + 1,
    })
    expect(await cursorOf(tablet, 'authority')).toEqual(authority[index])
    for (const id of ids) expect(await stateOf(tablet, id)).toBe('counted')
  }
  expect((await verify(server)).isAlarming).toBe(false)
})

test('a copy that went wrong on a tablet is right again after a refetch', async () => {
  const { server, tablets, ids } = await aSite()
  await tablets[0].db.records.update(ids[1], { body: aSession({ title: 'Spoilt' }) })
  await refetch(server, SCOPE)
  await syncOnce(tablets[0])
  expect((await tablets[0].db.records.get(ids[1]))?.body).toMatchObject({ title: 'Rhyme Time' })
})

test('what a tablet has not sent outlives a refetch, and stays on show meanwhile', async () => {
  const { server, tablets, ids } = await aSite()
  const [author, reader] = tablets
  server.down = true
  await correctSession(author, ids[1], { title: 'Rhymes' })
  const unsent = await logSession(author, aSession({ title: 'Story time' }))
  await syncOnce(author)
  server.down = false
  await refetch(server, SCOPE)
  expect((await readEntry(author.db, ids[1]))?.session?.title).toBe('Rhymes')
  expect(await stateOf(author, unsent)).toBe('on-this-tablet')
  for (const tablet of [author, reader, author]) await syncOnce(tablet)

  for (const tablet of [author, reader]) {
    expect(await stateOf(tablet, unsent)).toBe('counted')
    expect((await readEntry(tablet.db, ids[1]))?.session?.title).toBe('Rhymes')
    expect(await cursorOf(tablet)).toMatchObject({ digest: (await digestsOf(server.store)).get(SCOPE) })
  }
})

test('a scope that is not there is told with those that are, and nothing changes', async () => {
  const { server } = await aSite()
  const before = await digestsOf(server.store)
  await expect(refetch(server, 'wychwood')).rejects.toThrow(
    /^There is no scope "wychwood"\. Scopes: .*site\/wychwood/,
  )
  expect(await digestsOf(server.store)).toEqual(before)
})
