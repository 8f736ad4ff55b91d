import * as v from 'valibot'
import { defineEntry } from '../records/fields/define-entry.ts'
import type { Field } from '../records/fields/field.ts'
import { always, choice, day, hint, line, link, orBlank, yesNo } from '../records/fields/kinds-of-field.ts'
import { lineSchema, recordIdSchema } from '../records/vocabulary.ts'
import type { LocalDate } from '../time/local-date.ts'

const SITE_TYPE_LABEL = {
  library: 'Library',
  archive: 'Archive',
  museum: 'Museum',
  'home-library-service': 'Home Library Service',
  'prison-library': 'Prison library',
  'mobile-library': 'Mobile library',
} as const
const type = choice('Type', SITE_TYPE_LABEL)
export const siteTypeSchema = type.schema
export type SiteType = v.InferOutput<typeof siteTypeSchema>

const textOrNull = v.nullable(v.pipe(v.string(), v.maxLength(400)))
const hoursSchema = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(168)))

const own = { type: 'own' } as const

/** More than any one site keeps in its lists. */
const MOST_STEPS = 1000

/**
 * What a merge of sites did to another record: made it at the site that goes on, ended it with the last day
 * of the one that does not, or had it name the other site.
 */
const mergeStepSchema = v.variant('did', [
  v.object({ did: v.literal('made'), id: recordIdSchema }),
  v.object({
    did: v.literal('ended'),
    id: recordIdSchema,
    until: v.string(),
    before: v.nullable(v.string()),
  }),
  v.object({ did: v.literal('pointed'), id: recordIdSchema }),
])
export type MergeStep = v.InferOutput<typeof mergeStepSchema>
const text = (label: string) => ({ schema: textOrNull, label, control: { type: 'line' } }) satisfies Field

/** A branch, or another part of the service that records activity. Its record id is also its scope. */
export const site = defineEntry({
  kind: 'site',
  label: 'Site',
  plural: 'Sites',
  words: 'branch library archive museum',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    type,
    status: choice('Status', { open: 'Open', closed: 'Closed' }),
    address: { schema: v.array(v.pipe(v.string(), v.maxLength(200))), label: 'Address', control: own },
    postcode: text('Postcode'),
    latitude: { schema: v.nullable(v.number()), label: 'Latitude', control: own },
    longitude: { schema: v.nullable(v.number()), label: 'Longitude', control: own },
    districtName: text('District'),
    wardName: text('Ward'),
    lsoaCode: text('Neighbourhood'),
    /** All open hours a week and those with staff, as last published; they differ where Open+ runs. */
    hoursPerWeek: { schema: hoursSchema, label: 'Hours a week', control: own },
    staffedHoursPerWeek: { schema: hoursSchema, label: 'Staffed hours a week', control: own },
    coLocatedWith: { schema: v.array(lineSchema), label: 'Shares a building with', control: own },
    statutory: always(v.nullable(v.boolean()), yesNo('Statutory')),
    /** Everything the published sources leave doubtful about the site, in words. */
    flags: { schema: textOrNull, label: 'To be confirmed', control: { type: 'note' } },
    sourceId: { schema: v.nullable(recordIdSchema), label: 'Source', control: own },
    openedOn: orBlank(day('Opened')),
    closedOn: orBlank(day('Closed on')),
    businessPoint: hint(
      'Where it is a point of the network for people in business.',
      orBlank(choice('Business support', { hub: 'Hub', spoke: 'Spoke' })),
    ),
    mergedIntoId: {
      ...hint(
        'Where this site’s work goes on. What was recorded here stays recorded here.',
        orBlank(link('Merged into', 'site')),
      ),
      isGuided: true,
    },
    /** What the merge did to other records, so that it can be undone. */
    mergeSteps: {
      schema: v.nullish(v.pipe(v.array(mergeStepSchema), v.maxLength(MOST_STEPS)), []),
      label: 'What went along',
      control: own,
    },
  },
  titled: ['name'],
  policies: {},
  day: () => null,
  example: {
    name: 'Fennick',
    type: 'library',
    status: 'open',
    address: ['The Old Net Loft', 'Fennick'],
    postcode: 'ZZ1 2AA',
    latitude: 51.86,
    longitude: -1.62,
    districtName: 'Saltmere',
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
export type Site = v.InferOutput<typeof site.body>

/** Where a closed site's work goes on, and its own last day; null for a site that goes on itself, or just ended. */
export function mergeOf({
  status,
  mergedIntoId,
  closedOn,
}: Pick<Site, 'status' | 'mergedIntoId' | 'closedOn'>): {
  readonly intoId: string
  readonly lastDay: LocalDate
} | null {
  if (status === 'open' || mergedIntoId === null || closedOn === null) return null
  return { intoId: mergedIntoId, lastDay: closedOn }
}

/** True for places whose tablets may be set up: open, and not behind a prison wall. */
export function recordsHere(site: Pick<Site, 'type' | 'status'>): boolean {
  return site.status === 'open' && site.type !== 'prison-library' && site.type !== 'mobile-library'
}
