import * as v from 'valibot'
import { figureListSchema } from '#sync/county-figures.ts'
import { heldFigures, storeFigures } from '../data/county-totals.ts'
import type { Tablet } from '../data/tablet.ts'
import { afterSync } from './after-sync.ts'
import { ask, type FetchResult } from './fetch-public.ts'

type Fetching = Pick<Tablet, 'db' | 'publicData' | 'device' | 'siteId'>

/**
 * Fetches the county's figures where they are others than those held. A county tablet holds every entry and
 * asks for none. Never throws, and takes nothing away until the new ones are whole. Rules CT-10 to CT-12.
 */
export async function fetchFigures(tablet: Fetching): Promise<FetchResult> {
  if (tablet.siteId === null) return 'current'
  try {
    const list = v.parse(figureListSchema, JSON.parse(await ask(tablet, '/api/figures')))
    const held = await heldFigures(tablet.publicData)
    const lacking = list.years.filter(
      ({ year, tag }) => held?.years.some((one) => one.year === year && one.tag === tag) !== true,
    )
    const fetched = []
    for (const { year, tag } of lacking) {
      const value: unknown = JSON.parse(await ask(tablet, `/api/figures/${year}/${tag}`))
      fetched.push({ year, tag, value })
    }
    return (await storeFigures(tablet.publicData, list, fetched)) ? 'current' : 'later'
  } catch {
    return 'later'
  }
}

/** A year is about 100 kB on the way. A server of before, which has none, is asked no more often. */
const AGAIN_MS = 60 * 60 * 1000

/** Fetches them after rounds of sync, an hour apart. @returns a function that stops it */
export function keepFigures(tablet: Fetching): () => void {
  return afterSync(tablet, async () => {
    await fetchFigures(tablet)
    return AGAIN_MS
  })
}
