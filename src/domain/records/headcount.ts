import * as v from 'valibot'
import { AGE_BANDS, type AgeBand, RETURN_BANDS, type ReturnBand, tallySchema } from './vocabulary.ts'

const byAgeSchema = v.partial(
  v.object({
    '0-4': tallySchema,
    '5-11': tallySchema,
    '12-17': tallySchema,
    '18-24': tallySchema,
    '25-64': tallySchema,
    '65+': tallySchema,
    unknown: tallySchema,
  }),
)

const byReturnSchema = v.partial(
  v.object({ 'under-12': tallySchema, '12-17': tallySchema, '18+': tallySchema }),
)

/** Who a headcount is of. Left out for everyone who came for the session, which is the usual. */
export const COUNT_ROLE_LABEL = {
  participant: 'Took part',
  accompanying: 'Came with somebody',
  helper: 'Helped or looked on',
  professional: 'Was there for work',
} as const
const countRoleSchema = v.picklist(['participant', 'accompanying', 'helper', 'professional'])

/** When a headcount was taken; left out when the number adds to the others. */
export const COUNT_MOMENT_LABEL = { start: 'At the start', middle: 'Half-way', end: 'At the end' } as const
const countMomentSchema = v.picklist(['start', 'middle', 'end'])

const about = { role: v.exactOptional(countRoleSchema), moment: v.exactOptional(countMomentSchema) }

/**
 * How many came: one total, or a split by age band or by the national return's three, as a counting pad has
 * them; never two figures that can disagree.
 * A band left out was not counted, which is not the same as 0. `stated` keeps the total a person
 * typed beside a split that adds up to something else, so that the entry can be put right later.
 */
export const headcountSchema = v.variant('split', [
  v.object({ split: v.literal('none'), total: tallySchema, ...about }),
  v.object({ split: v.literal('age'), byAge: byAgeSchema, stated: v.nullable(tallySchema), ...about }),
  v.object({ split: v.literal('return'), byReturn: byReturnSchema, ...about }),
])
export type Headcount = v.InferOutput<typeof headcountSchema>

/** Contributions by key, so that two tablets counting at two doors of one session add up. */
export const headcountsSchema = v.record(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,40}$/)), headcountSchema)
export type Headcounts = v.InferOutput<typeof headcountsSchema>

/**
 * The key of the count that a session is logged with. Nobody else can have counted for it yet, so it needs no
 * id of its own, and it sorts before every id: of several counts it is the one a form shows.
 */
export const FIRST_COUNT_KEY = '0'

/** People in one headcount; `null` when nothing was counted. */
export function headcountTotal(headcount: Headcount): number | null {
  if (headcount.split === 'none') return headcount.total
  const counted =
    headcount.split === 'age'
      ? AGE_BANDS.flatMap((band) => headcount.byAge[band] ?? [])
      : RETURN_BANDS.flatMap((band) => headcount.byReturn[band] ?? [])
  return counted.length === 0 ? null : counted.reduce((sum, people) => sum + people, 0)
}

/** One headcount by age band; people counted without a split, or in a wider band, are `unknown`. */
export function headcountByAge(headcount: Headcount): { readonly [Band in AgeBand]?: number | undefined } {
  if (headcount.split === 'age') return headcount.byAge
  if (headcount.split === 'none') return { unknown: headcount.total }
  const { 'under-12': children, '12-17': teens, '18+': adults } = headcount.byReturn
  return { ...sumOf('unknown', children, adults), ...sumOf('12-17', teens) }
}

/** One headcount by the bands of the national return; people counted without a split are `unknown`. */
export function headcountByReturn(headcount: Headcount): {
  readonly [Band in ReturnBand | 'unknown']?: number | undefined
} {
  if (headcount.split === 'return') return headcount.byReturn
  if (headcount.split === 'none') return { unknown: headcount.total }
  const { byAge } = headcount
  return {
    ...sumOf('under-12', byAge['0-4'], byAge['5-11']),
    ...sumOf('12-17', byAge['12-17']),
    ...sumOf('18+', byAge['18-24'], byAge['25-64'], byAge['65+']),
    ...sumOf('unknown', byAge.unknown),
  }
}

/** A band with the sum of what was counted of it; nothing when none of it was. */
function sumOf<Band extends string>(
  band: Band,
  ...parts: readonly (number | undefined)[]
): { readonly [Key in Band]?: number } {
  const counted = parts.filter((part) => part !== undefined)
  // One entry under the band's own name.
  return (counted.length === 0 ? {} : { [band]: counted.reduce((sum, part) => sum + part, 0) }) as {
    readonly [Key in Band]?: number
  }
}

/** How far a split is from the total typed beside it; 0 when they agree or no total was typed. */
export function splitDifference(headcount: Headcount): number {
  if (headcount.split !== 'age' || headcount.stated === null) return 0
  return (headcountTotal(headcount) ?? 0) - headcount.stated
}

/**
 * The headcounts that make up an attendance: participants and those who came with them, not helpers or
 * people there for work; and where heads were counted at the start, half-way and at the end, those of the
 * fullest moment only.
 */
export function countedForAttendance(counts: Headcounts): readonly Headcount[] {
  const came = Object.values(counts).filter(
    ({ role }) => role === undefined || role === 'participant' || role === 'accompanying',
  )
  if (came.every(({ moment }) => moment === undefined)) return came
  const moments = new Map<string, Headcount[]>()
  for (const headcount of came) {
    if (headcount.moment === undefined) continue
    moments.set(headcount.moment, [...(moments.get(headcount.moment) ?? []), headcount])
  }
  const [fullest = []] = [...moments.values()].toSorted((a, b) => peopleIn(b) - peopleIn(a))
  return [...came.filter(({ moment }) => moment === undefined), ...fullest]
}

function peopleIn(headcounts: readonly Headcount[]): number {
  return headcounts.reduce((sum, headcount) => sum + (headcountTotal(headcount) ?? 0), 0)
}
