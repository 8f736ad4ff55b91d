import * as v from 'valibot'
import { defineRecord } from '../records/define-record.ts'
import { lineSchema, recordIdSchema } from '../records/vocabulary.ts'

export const siteTypeSchema = v.picklist([
  'library',
  'archive',
  'museum',
  'home-library-service',
  'prison-library',
  'mobile-library',
])
export type SiteType = v.InferOutput<typeof siteTypeSchema>

const textOrNull = v.nullable(v.pipe(v.string(), v.maxLength(400)))
const hoursSchema = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(168)))

/** A branch, or another part of the service that records activity. Its record id is also its scope. */
const siteSchema = v.looseObject({
  name: lineSchema,
  type: siteTypeSchema,
  status: v.picklist(['open', 'closed']),
  address: v.array(v.pipe(v.string(), v.maxLength(200))),
  postcode: textOrNull,
  latitude: v.nullable(v.number()),
  longitude: v.nullable(v.number()),
  districtName: textOrNull,
  wardName: textOrNull,
  lsoaCode: textOrNull,
  /** All open hours a week and those with staff, as last published; they differ where Open+ runs. */
  hoursPerWeek: hoursSchema,
  staffedHoursPerWeek: hoursSchema,
  coLocatedWith: v.array(lineSchema),
  statutory: v.nullable(v.boolean()),
  /** Everything the published sources leave doubtful about the site, in words. */
  flags: textOrNull,
  sourceId: v.nullable(recordIdSchema),
})
export type Site = v.InferOutput<typeof siteSchema>

/** True for places whose tablets may be set up: open, and not behind a prison wall. */
export function recordsHere(site: Pick<Site, 'type' | 'status'>): boolean {
  return site.status === 'open' && site.type !== 'prison-library' && site.type !== 'mobile-library'
}

export const site = defineRecord({
  kind: 'site',
  label: 'Site',
  home: 'authority',
  body: siteSchema,
  fields: {
    name: 'Name',
    type: 'Type',
    status: 'Status',
    address: 'Address',
    postcode: 'Postcode',
    latitude: 'Latitude',
    longitude: 'Longitude',
    districtName: 'District',
    wardName: 'Ward',
    lsoaCode: 'Neighbourhood',
    hoursPerWeek: 'Hours a week',
    staffedHoursPerWeek: 'Staffed hours a week',
    coLocatedWith: 'Shares a building with',
    statutory: 'Statutory',
    flags: 'To be confirmed',
    sourceId: 'Source',
  },
  policies: {},
  day: () => null,
  example: {
    name: 'Wychwood',
    type: 'library',
    status: 'open',
    address: ['29 High Street', 'Milton-under-Wychwood'],
    postcode: 'OX7 6LD',
    latitude: 51.86,
    longitude: -1.62,
    districtName: 'West Oxfordshire',
    wardName: null,
    lsoaCode: null,
    hoursPerWeek: 18,
    staffedHoursPerWeek: 18,
    coLocatedWith: [],
    statutory: true,
    flags: null,
    sourceId: null,
  },
  upgrades: [],
})
