import type { CommunityProfile, ProfileFigure } from './profile-records.ts'
import type { Site } from './site.ts'

/** An area's profile beside those it is compared with; null where there is nothing to compare with. */
export interface ComparedAreas {
  readonly here: CommunityProfile
  readonly district: CommunityProfile | null
  readonly county: CommunityProfile | null
  readonly england: CommunityProfile | null
}

type NamedProfile = { readonly body: CommunityProfile }

/**
 * A site's estimated local community beside its district, the county and England.
 *
 * @returns `null` when no community is estimated for the site, as for a museum that serves the whole county
 */
export function siteAreas(
  site: { readonly id: string; readonly body: Pick<Site, 'districtName'> },
  profiles: readonly NamedProfile[],
): ComparedAreas | null {
  const here = profiles.find(({ body }) => body.areaType === 'catchment' && body.siteId === site.id)?.body
  if (here === undefined) return null
  const district = profiles.find(
    ({ body }) => body.areaType === 'district' && body.areaName === site.body.districtName,
  )
  return {
    here,
    district: district?.body ?? null,
    county: areaOf(profiles, 'county'),
    england: areaOf(profiles, 'country'),
  }
}

/** The county beside England; null while the tablet holds no profile of the county. */
export function countyAreas(profiles: readonly NamedProfile[]): ComparedAreas | null {
  const here = areaOf(profiles, 'county')
  return here === null ? null : { here, district: null, county: null, england: areaOf(profiles, 'country') }
}

function areaOf(profiles: readonly NamedProfile[], areaType: 'county' | 'country'): CommunityProfile | null {
  return profiles.find(({ body }) => body.areaType === areaType)?.body ?? null
}

/** What an area is compared with: one around it, or another community, by its site. */
export type Comparison = 'county' | 'district' | 'england' | { readonly siteId: string }

/**
 * The area a screen marks on its bars. By itself that is the county for a site and England for the county,
 * which also stand in for an area that is not there.
 */
export function yardstick(
  areas: ComparedAreas,
  comparison: Comparison = 'county',
  profiles: readonly NamedProfile[] = [],
): CommunityProfile | null {
  const usual = areas.county ?? areas.england
  if (comparison === 'county') return usual
  if (comparison === 'district' || comparison === 'england') return areas[comparison] ?? usual
  return profiles.find(({ body }) => body.siteId === comparison.siteId)?.body ?? usual
}

/** A figure as one area has it. */
export interface Reading {
  /** Null when the data has no figure, which is not 0. */
  readonly value: number | string | null
  /** The figure as a percentage, from 0 to 100, where it is one or says which whole it is a part of. */
  readonly share: number | null
}

export function readingOf(figure: ProfileFigure, area: CommunityProfile): Reading {
  const value = area.figures[figure.code] ?? null
  if (typeof value !== 'number') return { value, share: null }
  if (figure.unit === 'percent') return { value, share: value }
  const whole = figure.shareOf === null ? null : (area.figures[figure.shareOf] ?? null)
  const share = typeof whole === 'number' && whole > 0 ? (100 * value) / whole : null
  return { value, share }
}

/** One figure over all the areas of a comparison. A column is null when its area is not part of it. */
export interface ProfileRow {
  readonly figure: ProfileFigure
  readonly here: Reading
  readonly district: Reading | null
  readonly county: Reading | null
  readonly england: Reading | null
  /** The area it is compared with on bars and in words. */
  readonly other: Reading | null
}

export interface ProfileGroup {
  readonly name: string
  readonly rows: readonly ProfileRow[]
}

/** Every figure with its readings, in groups, both in the order that the figures give. */
export function profileGroups(
  figures: readonly { readonly body: ProfileFigure }[],
  areas: ComparedAreas,
  other: CommunityProfile | null = yardstick(areas),
): readonly ProfileGroup[] {
  const rowsByGroup = new Map<string, ProfileRow[]>()
  for (const { body } of figures.toSorted((a, b) => a.body.order - b.body.order)) {
    const figure = asOf(areas.here, body)
    const rows = rowsByGroup.get(figure.group) ?? []
    const read = (area: CommunityProfile | null) => (area === null ? null : readingOf(figure, area))
    rows.push({
      figure,
      here: readingOf(figure, areas.here),
      district: read(areas.district),
      county: read(areas.county),
      england: read(areas.england),
      other: read(other),
    })
    rowsByGroup.set(figure.group, rows)
  }
  return [...rowsByGroup].map(([name, rows]) => ({ name, rows }))
}

/** A figure as an area has it: what was taken from a file later has that file for its source. */
function asOf(area: CommunityProfile, figure: ProfileFigure): ProfileFigure {
  const sourceId = area.newerSources?.[figure.code]
  if (sourceId === undefined) return figure
  return { ...figure, sourceId, basis: 'published', method: 'Taken as it stood in the file of its source.' }
}

/** Figures that come from one source in one way, under the first of them. */
export interface MethodGroup {
  readonly figure: ProfileFigure
  readonly labels: readonly string[]
}

/** Puts rows made in one way together, so that a method is said once. */
export function rowsByMethod(rows: readonly ProfileRow[]): readonly MethodGroup[] {
  const groups = new Map<string, { readonly figure: ProfileFigure; readonly labels: string[] }>()
  for (const { figure } of rows) {
    const way = JSON.stringify([figure.sourceId, figure.basis, figure.method, figure.whyMissing])
    const group = groups.get(way)
    if (group === undefined) groups.set(way, { figure, labels: [figure.label] })
    else group.labels.push(figure.label)
  }
  return [...groups.values()]
}

/** What the data does not say about the area itself. */
export function missingRows(groups: readonly ProfileGroup[]): readonly ProfileRow[] {
  return groups.flatMap(({ rows }) => rows.filter(({ here }) => here.value === null))
}

/** Whether a row can be drawn as a bar: it is a percentage, or a part of a stated whole. */
export function isBar(row: ProfileRow): boolean {
  return row.figure.unit === 'percent' || row.figure.shareOf !== null
}

/**
 * The percentage at the full length of a set of bars, so that small shares can still be told apart.
 *
 * @returns a multiple of 10 from 10 to 100, at or above every share shown
 */
export function barScale(rows: readonly ProfileRow[]): number {
  const shares = rows.flatMap((row) => [row.here.share ?? 0, row.other?.share ?? 0])
  const top = Math.ceil(Math.max(0, ...shares) / 10) * 10
  return Math.min(100, Math.max(10, top))
}
