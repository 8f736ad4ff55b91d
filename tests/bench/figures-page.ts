/** What the bench of the figures runs inside a page of the app, over the app's own database and code. */
import { readBehind } from '#client/data/behind-figure.ts'
import { readFigureSources } from '#client/data/figures.ts'
import { updateRollups } from '#client/data/rollups.ts'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { measureOf, measures } from '#domain/measures/all-measures.ts'
import { viewFromSums } from '#domain/measures/figure-view.ts'
import { areaNames, type PlaceAsked } from '#domain/measures/place-asked.ts'
import { judge } from '#domain/measures/progress.ts'
import { supportFromSums } from '#domain/measures/support-totals.ts'
import { eventSession } from '#domain/records/event-session.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { financialYearOf, monthsOf, quarterOf } from '#domain/time/quarter.ts'
import { bringIn } from './bring-in.ts'
import { aCopyOfAnyKind } from './copy-of-any-kind.ts'
import { tablet } from './entries-page.ts'

let stored = 0

/** Brings entries in until there are `count`. */
export async function fill(count: number): Promise<number> {
  const own = await tablet()
  const sites = await own.db.records.where('[scope+kind]').equals(['authority', 'site']).primaryKeys()
  const from = stored
  await bringIn(own, count - from, (index) => aCopyOfAnyKind(from + index, sites, own.clock.today()))
  stored = count
  return count
}

type Times = Record<string, number[]>

/** Milliseconds that the figures of each screen take, from the disk to what it prints; drawing it comes on top. */
export async function screens(runs: number): Promise<Times> {
  const own = await tablet()
  const today = own.clock.today()
  const { standing } = await readFigureSources(own.db, financialYearOf(today), null)
  const [area] = areaNames(standing.areas)
  const site = standing.sites[3]?.id ?? null
  const times: Times = {}
  const timed = async (what: string, run: () => Promise<unknown>): Promise<void> => {
    for (let done = 0; done < runs; done += 1) {
      const from = performance.now()
      await run()
      times[what] = [...(times[what] ?? []), performance.now() - from]
    }
  }
  await timed('overview, the county', () => overview(own, { site: null }, today))
  await timed('overview, an area', () => overview(own, { site: null, area }, today))
  await timed('overview, a site', () => overview(own, { site }, today))
  for (const [what, id] of [
    ['behind a common figure', '1.1'],
    ['behind a rare figure', '2.4'],
  ] as const) {
    const figure = measureOf(id)?.figures[0]
    if (figure === undefined) throw new RangeError(`no measure ${id}`)
    const span = monthsOf(financialYearOf(today))
    await timed(what, () => readBehind(own.db, { figure, site: null, span, limit: 20 }, standing))
  }
  return times
}

async function overview({ db }: Tablet, place: PlaceAsked, today: LocalDate): Promise<void> {
  const year = financialYearOf(today)
  const sources = await readFigureSources(db, year, place.site, place.area)
  const { standing, targets } = sources
  const view = viewFromSums(sources)
  const asked = { ...place, year, quarter: quarterOf(today), today }
  supportFromSums(sources.sums, asked)
  for (const measure of measures) {
    const { progress } = view(measure, measure.figures[0], asked)
    judge(measure, progress, targets.get(measure.id) ?? null, { asked, standing })
  }
}

/** Milliseconds of each save, and of keeping the sums alone, in a transaction of their own. */
export async function saves(runs: number): Promise<Times> {
  const own = await tablet()
  const today = own.clock.today()
  const times: { save: number[]; sums: number[] } = { save: [], sums: [] }
  for (let done = 0; done < runs; done += 1) {
    const from = performance.now()
    const body = { ...eventSession.example, day: today }
    const saved = await createRecord(own, { kind: 'event-session', scope: 'site/wychwood', body })
    times.save.push(performance.now() - from)
    if (!saved.ok) throw new Error(saved.code)
    const row = await own.db.records.get(saved.id)
    await own.db.transaction('rw', own.db.rollups, async () => {
      const began = performance.now()
      await updateRollups(own.db, [{ before: row, after: row }])
      times.sums.push(performance.now() - began)
    })
  }
  return times
}
