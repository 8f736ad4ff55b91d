/**
 * `npm run build:areas -- <tables> <reference>`: makes `areas.json` in a folder of reference data from the
 * published tables in another, whose names begin with the service's id. Run by hand when they change.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { type AreaFile, areaFileSchema, onMap } from '#domain/place/area-file.ts'
import { drawAreas, type Drawing, type Point, type Ring } from './draw-areas.ts'
import { readService, type ServiceFile } from './place-reference.ts'
import { type CsvRow, readCsv } from './reference-file.ts'

const UNIT_METRES = 10
/** A border may move by as much as this; the whole county on a tablet has 100 metres to a pixel. */
const TOLERANCE_METRES = 15

const FIGURES = [
  ['residents', 'Residents', 'people', 'census-2021'],
  ['households', 'Households', 'households', 'census-2021'],
  ['age_0_15', 'Under 16', 'people', 'census-2021'],
  ['age_16_24', '16 to 24', 'people', 'census-2021'],
  ['age_25_34', '25 to 34', 'people', 'census-2021'],
  ['age_35_49', '35 to 49', 'people', 'census-2021'],
  ['age_50_64', '50 to 64', 'people', 'census-2021'],
  ['age_65_plus', '65 and over', 'people', 'census-2021'],
  ['disabled', 'Disabled people', 'people', 'census-2021'],
  ['main_language_not_english', 'Main language is not English', 'people', 'census-2021'],
  ['households_no_car_or_van', 'Households without a car or van', 'households', 'census-2021'],
  ['imd2025_rank', 'Deprivation rank in England, 2025', 'rank', 'imd-2025'],
  ['imd2025_decile', 'Deprivation decile, 2025', 'decile', 'imd-2025'],
  ['imd2025_income_decile', 'Income decile, 2025', 'decile', 'imd-2025'],
  ['imd2025_education_decile', 'Education decile, 2025', 'decile', 'imd-2025'],
  ['imd2025_health_decile', 'Health decile, 2025', 'decile', 'imd-2025'],
  ['imd2019_decile', 'Deprivation decile, 2019', 'decile', 'imd-2019'],
] as const

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

const boundariesSchema = v.object({
  features: v.array(
    v.object({
      properties: v.object({ lsoa21_code: v.string() }),
      geometry: v.object({
        type: v.literal('Polygon'),
        coordinates: v.array(v.array(v.tuple([v.number(), v.number()]))),
      }),
    }),
  ),
})
type Feature = v.InferOutput<typeof boundariesSchema>['features'][number]

/** Every different value, sorted, so that a file names it once. */
function distinct(rows: readonly CsvRow[], column: string): readonly string[] {
  return [...new Set(rows.map((row) => row.text(column)))].toSorted()
}

function byCode(rows: readonly CsvRow[]): ReadonlyMap<string, CsvRow> {
  return new Map(rows.map((row) => [row.text('lsoa21_code'), row]))
}

function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the tables have no ${what}`)
  return value
}

/** The map's corner and size: the box around all boundaries. */
function boxOf(features: readonly Feature[]) {
  const points = features.flatMap(({ geometry }) => geometry.coordinates.flat())
  const longitudes = points.map(([longitude]) => longitude)
  const latitudes = points.map(([, latitude]) => latitude)
  const corner = { west: Math.min(...longitudes), north: Math.max(...latitudes), unitMetres: UNIT_METRES }
  const [width, height] = onMap(corner, {
    longitude: Math.max(...longitudes),
    latitude: Math.min(...latitudes),
  })
  return { ...corner, width: Math.ceil(width), height: Math.ceil(height) }
}

function ringsOf(
  features: readonly Feature[],
  codes: readonly string[],
  box: ReturnType<typeof boxOf>,
): readonly Ring[] {
  return features.flatMap(({ properties, geometry }) => {
    const area = codes.indexOf(properties.lsoa21_code)
    return geometry.coordinates.map((ring) => ({
      area,
      points: ring.slice(0, -1).map(([longitude, latitude]): Point => onMap(box, { longitude, latitude })),
    }))
  })
}

function postcodesOf(
  rows: readonly CsvRow[],
  codes: readonly string[],
  libraries: readonly string[],
  libraryOf: (area: number) => string,
): AreaFile['postcodes'] {
  const sectors: Record<string, Record<string, string>> = {}
  for (const row of rows) {
    const postcode = row.text('postcode')
    const area = codes.indexOf(row.text('lsoa21_code'))
    const library = row.text('library_id')
    const place = library === libraryOf(area) ? `${area}` : `${area}:${libraries.indexOf(library)}`
    const sector = (sectors[postcode.slice(0, -2)] ??= {})
    sector[place] = `${sector[place] ?? ''}${postcode.slice(-2)}`
  }
  return sectors
}

function listedHoursOf(rows: readonly CsvRow[]): AreaFile['listedHours'] {
  const listed = rows.filter((row) => row.numberOrNull('hours_listed_total') !== null)
  return Object.fromEntries(
    listed.map((row) => [
      `site/${row.text('library_id')}`,
      {
        days: DAYS.map((day) => row.textOrNull(`${day}_hours_listed`) ?? ''),
        note: row.textOrNull('hours_listed_note'),
      },
    ]),
  )
}

async function build(folder: string, { id, areaSources }: ServiceFile): Promise<AreaFile> {
  const boundaries = await readFile(join(folder, `${id}-lsoa-boundaries.geojson`), 'utf8')
  const { features } = v.parse(boundariesSchema, JSON.parse(boundaries))
  const rows = await readCsv(folder, `${id}-lsoa.csv`)
  const given = byCode(await readCsv(folder, `${id}-lsoa-library.csv`))
  const codes = rows.map((row) => row.text('lsoa21_code'))
  const libraryRows = codes.map((code) => required(given.get(code), `library for ${code}`))
  const libraries = distinct(libraryRows, 'library_id')
  const libraryOf = (area: number): string => required(libraryRows[area], 'area').text('library_id')
  const districts = distinct(rows, 'district_name')
  const box = boxOf(features)
  const drawing = drawAreas(ringsOf(features, codes, box), TOLERANCE_METRES / UNIT_METRES)
  return {
    format: 1,
    sourceIds: areaSources.map((source) => `data-source/${source}`),
    map: {
      ...box,
      catchmentBorders: drawing.bordersWhere(
        (areas) => new Set(areas.map(libraryOf)).size > 1 && areas.length > 1,
      ),
      outline: drawing.bordersWhere((areas) => areas.length === 1),
    },
    districts: [...districts],
    libraries: libraries.map((key) => `site/${key}`),
    figures: FIGURES.map(([code, label, unit, source]) => ({
      code,
      label,
      unit,
      sourceId: `data-source/${source}`,
    })),
    areas: rows.map((row, area) => ({
      ...areaOf(row, drawing, area, box),
      district: districts.indexOf(row.text('district_name')),
      library: libraries.indexOf(libraryOf(area)),
    })),
    postcodes: postcodesOf(await readCsv(folder, `${id}-postcodes.csv`), codes, libraries, libraryOf),
    listedHours: listedHoursOf(await readCsv(folder, `${id}-libraries.csv`)),
  }
}

function areaOf(row: CsvRow, drawing: Drawing, area: number, box: ReturnType<typeof boxOf>) {
  const [x, y] = onMap(box, {
    latitude: row.numberOrNull('centroid_lat') ?? 0,
    longitude: row.numberOrNull('centroid_lon') ?? 0,
  })
  return {
    code: row.text('lsoa21_code'),
    name: row.text('lsoa21_name'),
    placeName: row.text('msoa_common_name'),
    path: required(drawing.paths[area], `boundary of ${row.text('lsoa21_code')}`),
    at: [Math.round(x), Math.round(y)] as [number, number],
    values: FIGURES.map(([code]) => row.numberOrNull(code)),
  }
}

const [tables, reference] = process.argv.slice(2)
if (tables === undefined || reference === undefined)
  throw new Error('Say the folder with the published tables, and the folder of reference data')
const file = v.parse(areaFileSchema, await build(tables, await readService(reference)))
await writeFile(join(reference, 'areas.json'), `${JSON.stringify(file)}\n`)
