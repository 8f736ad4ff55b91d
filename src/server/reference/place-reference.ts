import * as v from 'valibot'
import { siteTypeSchema, type SiteType } from '#domain/place/site.ts'
import {
  type CsvRow,
  type FilePlace,
  readCsv,
  readJson,
  ReferenceDataError,
  type ReferenceRecord,
  referenceRecord,
} from './reference-file.ts'

const SERVICE_FILE = 'service.json'
const SITES_FILE = 'libraries.csv'
const FIGURES_FILE = 'figures.json'
const SOURCES_FILE = 'sources.json'

const serviceFileSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  name: v.pipe(v.string(), v.minLength(1)),
  /** Parts of the service that are no building and so in no list of places. */
  sitesBesideTheData: v.array(v.object({ id: v.string(), name: v.string(), type: siteTypeSchema })),
  /** Sources of the list of sites by what stands in its column; what is not here is the id of a source. */
  siteSources: v.optional(v.record(v.string(), v.string()), {}),
  /** Sites that are points of the network for people in business. */
  businessPoints: v.optional(v.record(v.string(), v.picklist(['hub', 'spoke'])), {}),
  /** How each site's estimated local community was drawn, in plain words. */
  catchmentMethod: v.pipe(v.string(), v.minLength(1)),
  /** Sources of the borders and postcodes in `areas.json`. */
  areaSources: v.optional(v.array(v.string()), []),
})
export type ServiceFile = v.InferOutput<typeof serviceFileSchema>

const figuresFileSchema = v.array(v.looseObject({ code: v.string(), unit: v.string(), source: v.string() }))
type FigureEntry = v.InferOutput<typeof figuresFileSchema>[number]

const sourcesFileSchema = v.array(v.looseObject({ id: v.string() }))

const SITE_TYPES: Readonly<Record<string, SiteType>> = {
  'Static Library': 'library',
  Archive: 'archive',
  Museum: 'museum',
  'Prison Library': 'prison-library',
  'Mobile Library': 'mobile-library',
}

export function readService(folder: string): Promise<ServiceFile> {
  return readJson(folder, SERVICE_FILE, serviceFileSchema)
}

export async function readSources(folder: string): Promise<readonly ReferenceRecord[]> {
  const sources = await readJson(folder, SOURCES_FILE, sourcesFileSchema)
  return sources.map(({ id, ...body }) =>
    referenceRecord({ file: SOURCES_FILE, row: `entry ${id}` }, `data-source/${id}`, 'data-source', body),
  )
}

/** Published sites first, then the parts of the service that have no building. */
export async function readSites(folder: string, service: ServiceFile): Promise<readonly ReferenceRecord[]> {
  const rows = await readCsv(folder, SITES_FILE)
  return [
    ...rows.map((row) => siteOf(row, service)),
    ...service.sitesBesideTheData.map(({ id, name, type }) =>
      referenceRecord({ file: SERVICE_FILE, row: `entry ${id}` }, `site/${id}`, 'site', {
        ...SITE_WITHOUT_BUILDING,
        name,
        type,
      }),
    ),
  ]
}

const SITE_WITHOUT_BUILDING = {
  status: 'open',
  address: [],
  postcode: null,
  latitude: null,
  longitude: null,
  districtName: null,
  wardName: null,
  lsoaCode: null,
  hoursPerWeek: null,
  staffedHoursPerWeek: null,
  coLocatedWith: [],
  statutory: null,
  flags: null,
  sourceId: null,
}

function siteOf(row: CsvRow, { siteSources, businessPoints }: ServiceFile): ReferenceRecord {
  const source = row.text('source')
  return referenceRecord(row.place, `site/${row.text('library_id')}`, 'site', {
    name: row.text('name'),
    type: row.choice('type', SITE_TYPES),
    status: row.text('status'),
    address: ['address_1', 'address_2', 'address_3'].flatMap((column) => row.textOrNull(column) ?? []),
    postcode: row.textOrNull('postcode'),
    latitude: row.numberOrNull('latitude'),
    longitude: row.numberOrNull('longitude'),
    districtName: row.textOrNull('district_name'),
    wardName: row.textOrNull('ward_name'),
    lsoaCode: row.textOrNull('lsoa21_code'),
    hoursPerWeek: row.numberOrNull('hours_per_week_2023'),
    staffedHoursPerWeek: row.numberOrNull('staffed_hours_per_week_2023'),
    coLocatedWith: row.list('co_located_with'),
    statutory: row.choice('statutory_2023', { Yes: true, No: false, '': null }),
    flags: row.textOrNull('flags'),
    sourceId: `data-source/${siteSources[source] ?? source}`,
    businessPoint: businessPoints[row.text('library_id')] ?? null,
  })
}

/** What each figure of a profile means, and the profiles of sites, the country, the county and its districts. */
export async function readProfiles(
  folder: string,
  { catchmentMethod }: ServiceFile,
): Promise<readonly ReferenceRecord[]> {
  const figures = await readJson(folder, FIGURES_FILE, figuresFileSchema)
  const definitions = figures.map(({ source, ...body }, index) =>
    referenceRecord(
      { file: FIGURES_FILE, row: `entry ${body.code}` },
      `profile-figure/${body.code}`,
      'profile-figure',
      { ...body, order: index + 1, sourceId: `data-source/${source}` },
    ),
  )
  const sites = await readCsv(folder, 'library-profiles.csv')
  const areas = await readCsv(folder, 'area-profile.csv')
  checkColumns([...sites, ...areas], figures)
  return [
    ...definitions,
    ...sites.map((row) => siteProfile(row, figures, catchmentMethod)),
    ...areas.map((row) => areaProfile(row, figures)),
  ]
}

/** Columns that say which area a row is about; every other column has to be a figure. */
const IDENTITY_COLUMNS: ReadonlySet<string> = new Set([
  'library_id',
  'library_name',
  'library_district',
  'library_lsoa21_code',
  'lsoa21_codes',
  'area_type',
  'area_code',
  'area_name',
  'parent_area',
])

function checkColumns(rows: readonly CsvRow[], figures: readonly FigureEntry[]): void {
  const codes = new Set(figures.map(({ code }) => code))
  for (const row of rows) {
    const stray = row.columns.find((column) => !codes.has(column) && !IDENTITY_COLUMNS.has(column))
    if (stray === undefined) continue
    const header: FilePlace = { file: row.place.file, row: 'row 1' }
    throw new ReferenceDataError(header, stray, `is no figure of ${FIGURES_FILE}`)
  }
}

function siteProfile(row: CsvRow, figures: readonly FigureEntry[], method: string): ReferenceRecord {
  const slug = row.text('library_id')
  return referenceRecord(row.place, `community-profile/${slug}`, 'community-profile', {
    areaType: 'catchment',
    areaName: row.text('library_name'),
    siteId: `site/${slug}`,
    method,
    figures: figuresOf(row, figures),
  })
}

function areaProfile(row: CsvRow, figures: readonly FigureEntry[]): ReferenceRecord {
  const name = row.text('area_name')
  const areaType = row.text('area_type')
  const slug = areaType === 'county' ? 'county' : name.toLowerCase().replaceAll(' ', '-')
  return referenceRecord(row.place, `community-profile/${slug}`, 'community-profile', {
    areaType,
    areaName: name,
    siteId: null,
    method: areaType === 'country' ? `All of ${name}.` : 'All neighbourhoods of the area, added up.',
    figures: figuresOf(row, figures),
  })
}

function figuresOf(row: CsvRow, figures: readonly FigureEntry[]): Record<string, number | string | null> {
  const has = new Set(row.columns)
  return Object.fromEntries(
    figures.map(({ code, unit }) => {
      if (!has.has(code)) return [code, null]
      return [code, unit === 'text' ? row.list(code).join(', ') || null : row.numberOrNull(code)]
    }),
  )
}
