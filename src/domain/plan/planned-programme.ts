import type { Series } from '../records/kinds/series.ts'
import type { Preset } from '../records/preset.ts'
import type { BodyOf } from '../records/registry.ts'
import type { Audience } from '../records/vocabulary.ts'
import type { LocalDate } from '../time/local-date.ts'
import type { Named } from './plan-tree.ts'
import { audiencesInOrder } from './programme-review.ts'

/** A series with the site that keeps it. */
interface KeptSeries extends Named<Series> {
  readonly scope: string
}

/** A series of a year with those it is for. */
export interface PlannedSeries {
  readonly kept: KeptSeries
  /** The usual audience of its kind; null where the tablet has no such kind. */
  readonly audience: Audience | null
  readonly groupIds: readonly string[]
}

export interface PlannedProgramme {
  readonly planned: readonly PlannedSeries[]
  readonly missing: {
    readonly audiences: readonly Audience[]
    readonly groupIds: readonly string[]
    readonly siteIds: readonly string[]
  }
  /** How many are for a target group, by what they say or by their kind. */
  readonly targeted: number
}

interface PlannedSources {
  readonly series: readonly KeptSeries[]
  readonly presets: readonly Named<Preset>[]
  readonly groups: readonly Named<BodyOf<'target-group'>>[]
  readonly siteIds: readonly string[]
}

/** The series that go on in some days, checked for the groups they are for and for what nobody planned. */
export function plannedProgramme(
  { series, presets, groups, siteIds }: PlannedSources,
  { first, last }: { readonly first: LocalDate; readonly last: LocalDate },
): PlannedProgramme {
  const planned = series
    .filter(({ body }) => body.fromDay <= last && (body.untilDay === null || body.untilDay >= first))
    .map((kept): PlannedSeries => {
      const { presetId, targetGroupIds } = kept.body
      const named = targetGroupIds ?? []
      return {
        kept,
        audience: presets.find(({ id }) => id === presetId)?.body.audiences[0] ?? null,
        groupIds: groups
          .filter(({ id, body }) => named.includes(id) || (body.presetIds ?? []).includes(presetId))
          .map(({ id }) => id),
      }
    })
    .toSorted((a, b) => inOrder(a.kept, b.kept))
  return {
    planned,
    missing: {
      audiences: audiencesInOrder().filter((one) => !planned.some(({ audience }) => audience === one)),
      groupIds: groups
        .map(({ id }) => id)
        .filter((id) => !planned.some(({ groupIds }) => groupIds.includes(id))),
      siteIds: siteIds.filter((id) => !planned.some(({ kept }) => kept.scope === id)),
    },
    targeted: planned.filter(({ groupIds }) => groupIds.length > 0).length,
  }
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function inOrder(a: KeptSeries, b: KeptSeries): number {
  return (
    DAYS.indexOf(a.body.weekday) - DAYS.indexOf(b.body.weekday) ||
    (a.body.startTime ?? '').localeCompare(b.body.startTime ?? '') ||
    a.body.title.localeCompare(b.body.title, 'en-GB')
  )
}
