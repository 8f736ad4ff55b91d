/** What the bench runs inside a page of the app, over the app's own database and code. */
import { browserDevice } from '#client/data/device.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import { readSupport } from '#client/data/plan-support.ts'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import { bringIn } from './bring-in.ts'

async function tablet(): Promise<Tablet> {
  const device = browserDevice('bench')
  if (device === undefined) throw new Error('no IndexedDB')
  const opened = await openTablet(device)
  if (opened.state !== 'ready') throw new Error(opened.state)
  return opened.tablet
}

/** A year of sessions at every site, as a county's feed would bring them. */
function aCopy(index: number, sites: readonly string[], presets: readonly string[]): StoredRecord {
  const day = addDays(localDate('2026-04-01'), index % 365)
  const scope = sites[index % sites.length] ?? ''
  const priority = 1 + (index % 9)
  return {
    id: `bench-${index}`,
    kind: 'event-session',
    scope,
    day,
    rev: 1,
    seq: index + 1,
    deleted: false,
    schema: 1,
    history: [],
    body: {
      ...eventSession.example,
      day,
      presetId: presets[index % presets.length] ?? '',
      primaryPriorityId: `priority/${priority}`,
      alsoPriorityIds: [`priority/${1 + ((index + 3) % 9)}`],
      actionIds: [`action/SDP22-${String(1 + (index % 48)).padStart(2, '0')}`],
      counts: { 'door-1': { split: 'none', total: index % 40 } },
    },
  }
}

/** Brings `count` sessions in through the same door as the server's feed; milliseconds it took. */
export async function seed(count: number): Promise<number> {
  const own = await tablet()
  const idsOf = (kind: string): Promise<string[]> =>
    own.db.records.where('[scope+kind]').equals(['authority', kind]).primaryKeys()
  const [sites, presets] = [await idsOf('site'), await idsOf('preset')]
  const start = performance.now()
  await bringIn(own, count, (index) => aCopy(index, sites, presets))
  return performance.now() - start
}

/** Milliseconds of each save, from the call to the strict transaction's end. */
export async function saves(count: number): Promise<number[]> {
  const own = await tablet()
  const times: number[] = []
  for (let done = 0; done < count; done += 1) {
    const start = performance.now()
    const saved = await createRecord(own, {
      kind: 'event-session',
      scope: 'site/wychwood',
      body: { ...eventSession.example, day: own.clock.today() },
    })
    times.push(performance.now() - start)
    if (!saved.ok) throw new Error(saved.code)
    // Staff do not save in one stream; the page may catch its breath as it would.
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return times
}

/** Milliseconds of each reading of the plan screen's figures, for every site and a whole year. */
export async function planFigures(count: number): Promise<number[]> {
  const own = await tablet()
  const times: number[] = []
  for (let done = 0; done < count; done += 1) {
    const start = performance.now()
    const figures = await readSupport(own.db, { scope: null, first: '2026-04', last: '2027-03' })
    times.push(performance.now() - start)
    if ((figures.get('all')?.sessions ?? 0) === 0) throw new Error('no figures')
  }
  return times
}
