// @vitest-environment node
import { expect, test } from 'vitest'
import { Database, type RecordRow } from '#client/data/database.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { isTraining, trainingDevice } from '#client/data/training-device.ts'
import { makeTraining, removeTraining } from '#client/data/training.ts'
import { checkBody } from '#domain/records/registry.ts'
import { openServer } from '#support/server-open.ts'
import { logSession, syncOnce, tabletAt } from '#support/tablets.ts'

const SITE = 'site/wychwood'

async function aTabletAtWork(): Promise<Tablet> {
  const tablet = await tabletAt(await openServer(), SITE)
  await syncOnce(tablet)
  await logSession(tablet)
  return tablet
}

async function inTraining(tablet: Tablet): Promise<Tablet> {
  await makeTraining(tablet)
  const opened = await openTablet(trainingDevice(tablet.device))
  if (opened.state !== 'ready') throw new Error(opened.state)
  return opened.tablet
}

const madeUp = async ({ db }: Tablet): Promise<readonly RecordRow[]> =>
  (await db.records.toArray()).filter(({ id }) => id.startsWith('training-'))

test('a look round has a year of the site in it, the same each time, and every entry of it is sound', async () => {
  const tablet = await aTabletAtWork()
  const first = await inTraining(tablet)
  const year = await madeUp(first)
  expect(year.filter(({ kind }) => kind === 'event-session').length).toBeGreaterThan(100)
  for (const { kind, body, scope } of year) {
    expect(checkBody(kind, body).ok, kind).toBe(true)
    expect(scope).toBe(SITE)
  }
  // A series is of the kind of session that is called so, or what it brings to the plan would make no sense.
  const series = year.flatMap(({ kind, body }) => (kind === 'series' ? [body] : []))
  expect(series).toHaveLength(4)
  for (const { presetId, title } of series) {
    const preset = await first.db.records.get(String(presetId))
    expect(preset?.body['title']).toBe(title)
  }
  const bodies = year.map(({ id, body }) => ({ id, body }))
  first.db.close()
  const again = await inTraining(tablet)
  expect((await madeUp(again)).map(({ id, body }) => ({ id, body }))).toEqual(bodies)
  again.db.close()
})

test('what is logged in training is in no figure of the tablet, waits for nobody, and is gone with it', async () => {
  const tablet = await aTabletAtWork()
  const [entries, waiting] = [await tablet.db.records.count(), await tablet.db.outbox.toArray()]
  const training = await inTraining(tablet)
  expect([isTraining(tablet), isTraining(training)]).toEqual([false, true])
  const id = await logSession(training)
  expect(await tablet.db.records.get(id)).toBeUndefined()
  expect(await tablet.db.records.count()).toBe(entries)
  expect(await tablet.db.outbox.toArray()).toEqual(waiting)
  expect(await training.db.credentials.count()).toBe(0)
  // Whatever asks the network from in there gets nowhere.
  expect(await syncOnce(training)).not.toMatchObject({ ok: true })
  training.db.close()
  await removeTraining(tablet.device)
  const left = await openTablet(trainingDevice(tablet.device))
  expect(left.state).toBe('not-enrolled')
  await new Database(trainingDevice(tablet.device)).delete()
  expect(await tablet.db.outbox.toArray()).toEqual(waiting)
})
