import * as v from 'valibot'

/** Names things that outlast any renaming: a uuid made on a tablet, or a readable key such as `site/fennick`. */
export const recordIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$/, 'Not a record id'),
)

/** A key of a field that is merged by key, as it may stand in the path of a change. */
export const mapKeySchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,40}$/, 'Not a key'))

/** A headcount: whole, not negative, and small enough to be people in a place. */
export const tallySchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999))

/** A line of text a person typed. */
export const lineSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'This cannot be empty'),
  v.maxLength(200),
)

export const noteSchema = v.pipe(v.string(), v.maxLength(4000, 'Keep the note under 4,000 characters'))

/** The seven outcomes of the national events schema. */
export const outcome7Schema = v.picklist([
  'Cultural and creative enrichment',
  'Increased reading and literacy',
  'Increased digital access and literacy',
  'Helping everyone achieve their full potential',
  'Healthier and happier lives',
  'Greater prosperity',
  'Stronger more resilient communities',
])
export type Outcome7 = v.InferOutput<typeof outcome7Schema>

/** Bands that roll up exactly to the national return's under 12, 12 to 17 and 18 and over. */
const ageBandSchema = v.picklist(['0-4', '5-11', '12-17', '18-24', '25-64', '65+', 'unknown'])
export type AgeBand = v.InferOutput<typeof ageBandSchema>
export const AGE_BANDS = ageBandSchema.options

export const AGE_BAND_LABEL: Record<AgeBand, string> = {
  '0-4': 'Under 5',
  '5-11': '5 to 11',
  '12-17': '12 to 17',
  '18-24': '18 to 24',
  '25-64': '25 to 64',
  '65+': '65 and over',
  unknown: 'Age not known',
}

/** The bands of the national return. */
const returnBandSchema = v.picklist(['under-12', '12-17', '18+'])
export type ReturnBand = v.InferOutput<typeof returnBandSchema>
export const RETURN_BANDS = returnBandSchema.options

export const RETURN_BAND_LABEL: Record<ReturnBand, string> = {
  'under-12': 'Under 12',
  '12-17': '12 to 17',
  '18+': 'Adults',
}

/** The one intended audience of a session. */
export const audienceSchema = v.picklist(['0-4', '5-11', '12-17', 'adult', '65+', 'all'])
export type Audience = v.InferOutput<typeof audienceSchema>

export const AUDIENCE_LABEL: Record<Audience, string> = {
  '0-4': 'Under 5s',
  '5-11': 'Ages 5 to 11',
  '12-17': 'Ages 12 to 17',
  adult: 'Adults',
  '65+': '65 and over',
  all: 'Family, all ages',
}

const universalOfferSchema = v.picklist([
  'Reading',
  'Information & Digital',
  'Culture & Creativity',
  'Health & Wellbeing',
])
export type UniversalOffer = v.InferOutput<typeof universalOfferSchema>

export const themeSchema = v.picklist(['People', 'Place', 'Partnership'])
export type Theme = v.InferOutput<typeof themeSchema>
export const THEMES = themeSchema.options

/** How a number was obtained; national returns ask, and totals say how much of them was estimated. */
export const countMethodSchema = v.picklist([
  'counted',
  'clicker',
  'register',
  'ticket',
  'estimated',
  'sampled',
])
export type CountMethod = v.InferOutput<typeof countMethodSchema>

export const COUNT_METHOD_LABEL: Record<CountMethod, string> = {
  counted: 'Counted',
  clicker: 'Clicker',
  register: 'Register',
  ticket: 'Tickets or bookings',
  estimated: 'Estimated',
  sampled: 'Sampled',
}

export const heldStateSchema = v.picklist(['held', 'held-no-attendance', 'cancelled', 'postponed'])
export type HeldState = v.InferOutput<typeof heldStateSchema>

export const HELD_STATE_LABEL: Record<HeldState, string> = {
  held: 'Held',
  'held-no-attendance': 'Nobody came',
  cancelled: 'Cancelled',
  postponed: 'Postponed',
}

export const FORMAT_LABEL = {
  'in-person': 'In person',
  'online-live': 'Live online',
  hybrid: 'In person and online',
  'self-directed': 'Self-directed',
  recorded: 'Recorded',
} as const

export const PLACE_LABEL = {
  'in-library': 'In the library',
  grounds: 'Grounds or garden',
  'outreach-venue': 'Outreach venue',
  school: 'School or early years',
  home: 'At home',
  'heritage-site': 'Heritage site',
  online: 'Online',
} as const

export const RUN_BY_LABEL = {
  library: 'The library',
  joint: 'Jointly with a partner',
  volunteers: 'Volunteers for the library',
  hired: 'Hired out, not counted as ours',
} as const

const asWritten = <Option extends string>(options: readonly Option[]): Readonly<Record<Option, Option>> =>
  // One entry for each of the options, under its own name.
  Object.fromEntries(options.map((option) => [option, option])) as Record<Option, Option>

export const OUTCOME_WORDS = asWritten(outcome7Schema.options)
export const OFFER_WORDS = asWritten(universalOfferSchema.options)

/** What people can say of a session by a token or a tap, without saying who they are. */
export const FEEDBACK_LABEL = {
  learnt: 'Learnt something',
  confident: 'Feels more confident',
  'will-use': 'Will use it',
  'know-more': 'Knows more about the service',
  welcome: 'Felt welcome',
} as const
