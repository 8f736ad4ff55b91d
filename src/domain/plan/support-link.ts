import * as v from 'valibot'
import type { PlaceAsked } from '../measures/place-asked.ts'
import type { MonthSpan } from '../measures/standing.ts'
import { linkToPlace, placeInLink } from '../records/link-key.ts'
import { monthSchema } from '../time/quarter.ts'

/** Sessions that support one part of the plan, over some months, at a place. */
export interface SupportAsked {
  /** How sessions support the part. */
  readonly way: SupportWay
  /** The part, by the id that sessions name it by. */
  readonly partId: string
  readonly place: PlaceAsked
  readonly span: MonthSpan
}

/** As its one priority, as what also contributes to a priority, as an activity or as an action. */
const supportWaySchema = v.picklist(['primary', 'also', 'activity', 'action'])
export type SupportWay = v.InferOutput<typeof supportWaySchema>

/** Whenever it was. */
const EVERY_MONTH: MonthSpan = { first: '0000-01', last: '9999-12' }

/** What sums and contributions of such sessions are kept under. */
export function facetOf({ way, partId }: Pick<SupportAsked, 'way' | 'partId'>): string {
  return `${way}:${partId}`
}

/** The address of the list of such sessions, on a tablet of a site or of the county. */
export function linkToSupport(
  tabletSiteId: string | null,
  { way, partId, place, span: { first, last } }: SupportAsked,
): string {
  const isWhenever = first === EVERY_MONTH.first
  const said = {
    way,
    part: partId,
    ...linkToPlace(tabletSiteId, place),
    first: isWhenever ? null : first,
    last: isWhenever ? null : last,
  }
  const search = Object.entries(said).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return `/plan/sessions?${search.join('&')}`
}

/** What an address says by its names; of a browser's `URLSearchParams` nothing else is needed. */
interface Search {
  get(name: string): string | null
}

/** Reads such an address; null where it names no part of the plan. */
export function supportInLink(tabletSiteId: string | null, search: Search): SupportAsked | null {
  const way = v.safeParse(supportWaySchema, search.get('way'))
  const partId = search.get('part')
  if (!way.success || partId === null || partId === '') return null
  const month = (name: 'first' | 'last'): string => {
    const read = v.safeParse(monthSchema, search.get(name))
    return read.success ? read.output : EVERY_MONTH[name]
  }
  return {
    way: way.output,
    partId,
    place: placeInLink(tabletSiteId, { site: search.get('site'), area: search.get('area') }),
    span: { first: month('first'), last: month('last') },
  }
}
