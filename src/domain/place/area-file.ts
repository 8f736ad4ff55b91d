import * as v from 'valibot'
import { lineSchema, recordIdSchema } from '../records/vocabulary.ts'

const placeSchema = v.pipe(v.number(), v.integer(), v.minValue(0))
/** Drawn in map units: absolute starts and whole relative steps, so that it stays small. */
const pathSchema = v.pipe(v.string(), v.regex(/^[Mlz\d -]*$/))

const mapSchema = v.object({
  /** The corner that map units count from: east and south of it. */
  west: v.number(),
  north: v.number(),
  /** Length of one map unit on the ground. */
  unitMetres: v.pipe(v.number(), v.minValue(1)),
  width: placeSchema,
  height: placeSchema,
  /** Where neighbourhoods of two libraries meet, and the county's own outline. */
  catchmentBorders: pathSchema,
  outline: pathSchema,
})
export type AreaMap = v.InferOutput<typeof mapSchema>

const areaUnitSchema = v.picklist(['people', 'households', 'decile', 'rank'])
export type AreaUnit = v.InferOutput<typeof areaUnitSchema>

const areaFigureSchema = v.object({
  code: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/)),
  label: lineSchema,
  unit: v.optional(areaUnitSchema, 'people'),
  sourceId: recordIdSchema,
})

const areaSchema = v.object({
  code: lineSchema,
  /** The official name, "Saltmere 001A", and what people there call the wider area. */
  name: lineSchema,
  placeName: lineSchema,
  /** Places in `districts` and in `libraries`. */
  district: placeSchema,
  library: placeSchema,
  path: pathSchema,
  /** Where a label stands, in map units. */
  at: v.tuple([v.number(), v.number()]),
  /** One value for each of `figures`; null where there is none, which is not 0. */
  values: v.array(v.nullable(v.number())),
})
export type Area = v.InferOutput<typeof areaSchema>

const listedHoursSchema = v.object({
  /** From Monday to Sunday; empty for a day it is closed. */
  days: v.pipe(v.array(v.string()), v.length(7)),
  note: v.nullable(v.string()),
})

/**
 * The neighbourhoods of a service: public reference data that a tablet fetches beside its records, and may
 * always fetch anew. Nothing in it was recorded by anybody here.
 */
export const areaFileSchema = v.object({
  format: v.literal(1),
  /** Data sources of boundaries, postcodes and figures. */
  sourceIds: v.array(recordIdSchema),
  map: mapSchema,
  districts: v.array(lineSchema),
  libraries: v.array(recordIdSchema),
  figures: v.array(areaFigureSchema),
  areas: v.array(areaSchema),
  /**
   * By sector, "AB1 2", and in it by area: the two last letters of every postcode there, run together. An
   * area is its place in `areas`; "12:3" says that a postcode of area 12 lies nearer to library 3.
   */
  postcodes: v.record(v.string(), v.record(v.string(), v.pipe(v.string(), v.regex(/^([A-Z]{2})+$/)))),
  /** Daily hours as an old list has them, by site. They have to be confirmed. */
  listedHours: v.record(v.string(), listedHoursSchema),
})
export type AreaFile = v.InferOutput<typeof areaFileSchema>

const METRES_A_DEGREE = 111_320

/**
 * Where a point of the globe lies on a map, in map units from its north-west corner. North is up and
 * distances are true along the map's own latitude, which is near enough for one county.
 */
export function onMap(
  { west, north, unitMetres }: Pick<AreaMap, 'west' | 'north' | 'unitMetres'>,
  { latitude, longitude }: { readonly latitude: number; readonly longitude: number },
): readonly [x: number, y: number] {
  const metresEast = (longitude - west) * METRES_A_DEGREE * Math.cos((north * Math.PI) / 180)
  return [metresEast / unitMetres, ((north - latitude) * METRES_A_DEGREE) / unitMetres]
}

/** An area's value of a figure; `null` when the file has none. */
export function areaValue(file: Pick<AreaFile, 'figures'>, area: Area, code: string): number | null {
  const place = file.figures.findIndex((figure) => figure.code === code)
  return area.values[place] ?? null
}

/** The library whose community an area belongs to, by the id of its site. */
export function libraryOf(file: Pick<AreaFile, 'libraries'>, area: Area): string {
  return file.libraries[area.library] ?? ''
}
