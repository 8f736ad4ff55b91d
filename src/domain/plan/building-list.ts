import type { PlaceAction } from '../records/kinds/place-action.ts'
import { grouped } from './grouped.ts'
import type { Named } from './plan-tree.ts'

/** Something done or to be done for a building, with the site it is at. */
export interface KeptPlaceAction extends Named<PlaceAction> {
  readonly scope: string
}

/** How far work comes, in order. */
export const BUILDING_STAGES: readonly PlaceAction['stage'][] = ['idea', 'approved', 'on-site', 'done']

/** What is looked at of a building, carbon first. Upkeep, displays and events are no work on it. */
const WORK: readonly PlaceAction['what'][] = [
  'energy',
  'lighting',
  'waste',
  'route',
  'parking',
  'gate',
  'green-space',
  'planting',
]

/** Work that saves carbon. */
export const SAVES_CARBON: ReadonlySet<PlaceAction['what']> = new Set([
  'energy',
  'lighting',
  'waste',
  'route',
  'parking',
])

export interface BuildingRow {
  readonly siteId: string
  readonly byStage: ReadonlyMap<PlaceAction['stage'], readonly KeptPlaceAction[]>
}

export interface BuildingList {
  /** Sites with any work, in the order they were given. */
  readonly rows: readonly BuildingRow[]
  /** Sites without. */
  readonly nothingAt: readonly string[]
}

/** The work on each site's building by how far it has come, carbon before anything else and the newest first. */
export function buildingList(all: readonly KeptPlaceAction[], siteIds: readonly string[]): BuildingList {
  const work = all.filter(({ body }) => WORK.includes(body.what)).toSorted(inOrder)
  const bySite = grouped(work, ({ scope }) => scope)
  return {
    rows: siteIds.flatMap((siteId) => {
      const here = bySite.get(siteId)
      return here === undefined ? [] : [{ siteId, byStage: grouped(here, ({ body }) => body.stage) }]
    }),
    nothingAt: siteIds.filter((siteId) => !bySite.has(siteId)),
  }
}

function inOrder({ body: a, id }: KeptPlaceAction, { body: b, id: other }: KeptPlaceAction): number {
  return (
    WORK.indexOf(a.what) - WORK.indexOf(b.what) ||
    (a.day === b.day ? 0 : a.day < b.day ? 1 : -1) ||
    (id < other ? -1 : 1)
  )
}
