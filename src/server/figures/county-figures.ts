import { createHash } from 'node:crypto'
import { yearsTold } from '#domain/measures/county-totals.ts'
import { type LocalDate, localDate } from '#domain/time/local-date.ts'
import { financialYearOf } from '#domain/time/quarter.ts'
import type { FigureList } from '#sync/county-figures.ts'
import type { RecordStore } from '../storage/record-store.ts'
import { buildMissingSums } from './build-sums.ts'
import { readTotalsSources, type TotalsSources, workOutTotals } from './work-out-totals.ts'

/** They are worked out anew at most so often, and only when something changed. */
const EVERY_MS = 15 * 60 * 1000

type Store = Pick<RecordStore, 'readFeed' | 'readHeads' | 'scopesWithoutSums' | 'buildSums'>

/** Figures of the whole county for tablets that hold one site's entries. */
export interface CountyFigures {
  /** The years there are, each with a tag of its contents, and as of when. */
  list(): Promise<FigureList>
  /** A year's figures as JSON; null for a tag that is not, or no longer, its own. */
  year(year: number, tag: string): string | null
}

interface State {
  readonly list: FigureList
  /** What the figures follow from: the day, and how far each scope had come. */
  readonly from: string
  readonly texts: ReadonlyMap<string, string>
}

/** Works the county's figures out when somebody asks, and keeps them for a while. Rules CT-1 to CT-4. */
export function createCountyFigures({
  store,
  clock,
}: {
  readonly store: Store
  readonly clock: () => number
}): CountyFigures {
  let state: State | null = null
  let working: Promise<State> | null = null

  const workOut = async (): Promise<State> => {
    const asOf = clock()
    // Every server says the same day, whatever its own zone.
    const today = localDate(new Date(asOf).toISOString().slice(0, 10))
    const from = JSON.stringify([
      today,
      [...(await store.readHeads())].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ])
    if (state !== null && state.from === from) return { ...state, list: { ...state.list, asOf } }
    await buildMissingSums(store)
    const sources = await store.readFeed(async (feed) => {
      const read: TotalsSources[] = []
      for (const year of yearsTold(financialYearOf(today))) {
        const one = await readTotalsSources(feed, year)
        if (one !== null) read.push(one)
      }
      return read
    })
    return { from, ...(await toldOf(sources, today, asOf)) }
  }

  return {
    list: async () => {
      if (state !== null && clock() - state.list.asOf < EVERY_MS) return state.list
      working ??= workOut().finally(() => {
        working = null
      })
      state = await working
      return state.list
    },
    year: (year, tag) => state?.texts.get(`${year} ${tag}`) ?? null,
  }
}

async function toldOf(
  sources: readonly TotalsSources[],
  today: LocalDate,
  asOf: number,
): Promise<Pick<State, 'list' | 'texts'>> {
  const years: FigureList['years'] = []
  const texts = new Map<string, string>()
  for (const one of sources) {
    const text = JSON.stringify(await workOutTotals(one, today, aTurn))
    const tag = createHash('sha256').update(text).digest('hex').slice(0, 16)
    years.push({ year: one.year, tag })
    texts.set(`${one.year} ${tag}`, text)
  }
  return { list: { asOf, years }, texts }
}

/** Requests that came meanwhile are served between two figures. */
function aTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
