import type { LoggedEntry } from '#domain/measures/contributions.ts'
import { checkBody, definitionOf } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { type Reference, readReference } from '#server/reference/read-reference.ts'
import { makeYear } from '#support/county-year/make-year.ts'

/** The year that is made up; others are the same days of years before. */
export const MADE_YEAR = 2022

/** The real reference data, and any number of entries of a county as it is. */
export interface MadeCounty {
  readonly reference: Reference
  /** So many entries: each year's in no order, the newest year first. */
  entries(count: number): Generator<LoggedEntry>
}

export async function madeCounty(): Promise<MadeCounty> {
  const reference = await readReference()
  const year = makeYear(reference, MADE_YEAR).flatMap(({ kind, scope, body }): LoggedEntry[] => {
    const checked = checkBody(kind, { ...definitionOf(kind)?.example, ...body })
    return checked.ok && checked.day !== null ? [{ kind, scope, day: checked.day, body: checked.body }] : []
  })
  return {
    reference,
    *entries(count) {
      const step = 7919
      for (let made = 0; made < count; made += 1) {
        const entry = year[(made * step) % year.length]
        if (entry === undefined) throw new RangeError('an empty year')
        const back = Math.floor(made / year.length)
        const month = `${Number(entry.day.slice(0, 4)) - back}${entry.day.slice(4, 7)}`
        // Every month has a 28th.
        const day = Math.min(28, Number(entry.day.slice(8)))
        yield { ...entry, day: localDate(`${month}-${String(day).padStart(2, '0')}`) }
      }
    },
  }
}
