import * as v from 'valibot'
import { defineRecord } from '../records/define-record.ts'
import { lineSchema, recordIdSchema } from '../records/vocabulary.ts'

const longTextSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000))

/** Where figures come from, and the words their licence asks to be shown. */
const dataSourceSchema = v.looseObject({
  title: longTextSchema,
  publisher: lineSchema,
  /** The day or period the figures are about, as people say it: "Census day, 21 March 2021". */
  date: lineSchema,
  licence: longTextSchema,
  attribution: longTextSchema,
})
export type DataSource = v.InferOutput<typeof dataSourceSchema>

export const dataSource = defineRecord({
  kind: 'data-source',
  label: 'Source',
  home: 'authority',
  body: dataSourceSchema,
  fields: {
    title: 'Title',
    publisher: 'Publisher',
    date: 'Date',
    licence: 'Licence',
    attribution: 'Words to show',
  },
  policies: {},
  day: () => null,
  example: {
    title: 'Census 2021',
    publisher: 'Office for National Statistics',
    date: '21 March 2021',
    licence: 'Open Government Licence v3.0',
    attribution: 'Source: Office for National Statistics licensed under the Open Government Licence v3.0.',
  },
  upgrades: [],
})

const figureCodeSchema = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/))
const wholeAgeSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(120))

/** What one figure of a profile means, how it was obtained and how it is written. */
const profileFigureSchema = v.looseObject({
  code: figureCodeSchema,
  label: lineSchema,
  /** The part of the profile it is shown in, in the words of its heading. */
  group: lineSchema,
  order: v.pipe(v.number(), v.integer(), v.minValue(1)),
  unit: v.picklist([
    'people',
    'households',
    'percent',
    'score',
    'decile',
    'km',
    'areas',
    'postcodes',
    'text',
  ]),
  /** Published as it stands, added up from published figures, or estimated by a stated method. */
  basis: v.picklist(['published', 'derived', 'estimated']),
  method: longTextSchema,
  sourceId: recordIdSchema,
  /** Code of the figure this one is a part of, where the share says more than the count; else null. */
  shareOf: v.nullable(figureCodeSchema),
  /** Ages the figure counts, both included; `to` is null for "and over". Figures with ages never overlap. */
  ages: v.nullable(v.object({ from: wholeAgeSchema, to: v.nullable(wholeAgeSchema) })),
  /** How a sentence goes on after the value: "of people here are disabled". Null for figures that stay in tables. */
  sentence: v.nullable(lineSchema),
  /** Why an area may have no such figure, in plain words; null where every area has it. */
  whyMissing: v.nullable(longTextSchema),
})
export type ProfileFigure = v.InferOutput<typeof profileFigureSchema>

export const profileFigure = defineRecord({
  kind: 'profile-figure',
  label: 'Profile figure',
  home: 'authority',
  body: profileFigureSchema,
  fields: {
    code: 'Code',
    label: 'Label',
    group: 'Group',
    order: 'Order',
    unit: 'Unit',
    basis: 'Basis',
    method: 'Method',
    sourceId: 'Source',
    shareOf: 'Share of',
    ages: 'Ages',
    sentence: 'Sentence',
    whyMissing: 'Why it may be missing',
  },
  policies: {},
  day: () => null,
  example: {
    code: 'est_age_0_4',
    label: 'Under 5',
    group: 'People by age',
    order: 1,
    unit: 'people',
    basis: 'estimated',
    method: 'The census band of each neighbourhood, divided as the ages of its wider area.',
    sourceId: 'data-source/census-2021',
    shareOf: 'residents',
    ages: { from: 0, to: 4 },
    sentence: null,
    whyMissing: 'Not worked out for England.',
  },
  upgrades: [],
})

/** The community profile of an area: a site's estimated local community, or an area to compare it with. */
const communityProfileSchema = v.looseObject({
  areaType: v.picklist(['catchment', 'country', 'county', 'district']),
  areaName: lineSchema,
  /** The site whose estimated local community this is; null for areas to compare with. */
  siteId: v.nullable(recordIdSchema),
  /** How the area was drawn, in plain words. */
  method: longTextSchema,
  /** Values by figure code; null, or no entry, means the data has no figure, which is not 0. */
  figures: v.record(v.string(), v.nullable(v.union([v.number(), v.string()]))),
  /** What people call the newer figures it holds; blank for those the service began with. */
  edition: v.optional(v.nullable(lineSchema), null),
  /** Where newer figures come from, by figure code; a figure that is not there has the source it always had. */
  newerSources: v.optional(v.nullable(v.record(v.string(), recordIdSchema)), null),
})
export type CommunityProfile = v.InferOutput<typeof communityProfileSchema>

export const communityProfile = defineRecord({
  kind: 'community-profile',
  label: 'Community profile',
  home: 'authority',
  body: communityProfileSchema,
  fields: {
    areaType: 'Area type',
    areaName: 'Area',
    siteId: 'Site',
    method: 'Method',
    figures: 'Figures',
    edition: 'Edition',
    newerSources: 'Sources of newer figures',
  },
  // One field: a profile is replaced as a whole, and in a map a null would take the figure's entry away.
  policies: {},
  day: () => null,
  example: {
    areaType: 'catchment',
    areaName: 'Fennick',
    siteId: 'site/fennick',
    method: 'Whole neighbourhoods nearest to this library.',
    figures: { residents: 4812, est_age_0_4: 230, imd2019_mean_decile: null },
  },
  upgrades: [],
})
