import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import * as v from 'valibot'

/** A number by place and quarter, as SQL reckons it. */
interface Reckoned {
  readonly value: string
  readonly from: string
  readonly where?: string
  /** Where no row is: 0 of what is counted, null of what is looked up. */
  readonly otherwise?: null
  /** What the whole numbers of the database are in units of the figure. */
  readonly in?: (value: number) => number
}

interface SqlFigure {
  readonly of: Reckoned
  readonly over?: Reckoned
  readonly times?: number
  readonly less?: Reckoned
  readonly countyOnly?: true
}

const sum = (what: string, from: string, where?: string, more: Partial<Reckoned> = {}): Reckoned => ({
  value: `sum(${what})`,
  from,
  ...(where === undefined ? {} : { where }),
  ...more,
})
const rows = (from: string, where?: string): Reckoned => ({
  value: 'count(*)',
  from,
  ...(where === undefined ? {} : { where }),
})
const different = (what: string, from: string, where = 'true'): Reckoned => ({
  value: `count(distinct ${what})`,
  from,
  where,
})
const hours = { in: (minutes: number) => minutes / 60 }

const placesOf = (type: string) => `(select place.scope, q.q from place cross join q where ${type})`
const isLibrary = `type = 'library'`
const hasPremises = `type <> 'home-library-service'`
const at = (condition: string) => `scope in (select scope from place where ${condition})`
const resident = (column: string): Reckoned => ({
  value: `max(${column})`,
  from: '(select profile.*, q.q from profile cross join q)',
  otherwise: null,
})
const percentOfCounty = (expression: string): Reckoned => ({
  value: `max(${expression})`,
  from: `(select profile.*, q.q from profile cross join q where scope = '')`,
  otherwise: null,
})

const preset = (...names: string[]) => `preset in (${names.map((name) => `'preset/${name}'`).join()})`
const ofKind = (kind: string, and = 'true') => `(select * from e where kind = '${kind}' and ${and})`
const contacts = rows('contact', 'is_contact')
const starters = sum(`body ->> '$.starters'`, ofKind('summer-reading-week'))
const helped = sum('people', 'help')
const served = `(select scope, q, max(readers) as most from round where readers is not null group by scope, q, code)`
const everything = `(select scope, q from sess union all select scope, q from e where kind = 'outreach-contact')`
const climate = `(select '' as scope, q.q, q.last, r.body from records r cross join q where r.kind = 'climate-service' and r.deleted = 0)`
const sharing = `(select place.scope, q.q from place cross join q where shares > 0 or exists
  (select 1 from agreed where agreed.scope = place.scope and agreed.q = q.q and agreed.type = 'co-location'))`
const carbon = ofKind(
  'place-action',
  `body ->> '$.stage' = 'done' and body ->> '$.what' in ('parking','energy','lighting','waste','route','display','repair')`,
)
const garden = ofKind('place-action', `body ->> '$.what' = 'garden-session'`)
const median = `(select '' as scope, q, later from (select q, later,
  row_number() over (partition by q order by later) as place, count(*) over (partition by q) as many from move)
  where place in ((many + 1) / 2, (many + 2) / 2))`
const survey = ofKind('volunteer-survey')

function answers(field: string, groups: readonly string[]): Reckoned {
  const parts = groups.map((group) => `coalesce(body ->> '$.${field}."${group}"', 0)`)
  return sum(parts.join(' + '), survey)
}
function gap(field: string, here: readonly string[], rest: readonly string[], county: string): SqlFigure {
  const over = answers(field, [...here, ...rest])
  return { of: answers(field, here), over, times: 100, less: percentOfCounty(county), countyOnly: true }
}

/** Every figure once more, in SQL, by measure and key. */
const FIGURES: Readonly<Record<string, SqlFigure>> = {
  '1.1 attendance': { of: sum('came', 'sess', preset('climate-repair')) },
  '1.2 mapped': {
    of: rows(climate, `body ->> '$.stage' = 'final' and body ->> '$.finalOn' <= last`),
    over: rows(climate),
    times: 100,
    countyOnly: true,
  },
  '1.3 low-carbon': { of: rows('round', 'is_low'), over: rows('round'), times: 100 },
  '1.4 branches': {
    of: different('scope', carbon, at(isLibrary)),
    over: rows(placesOf(isLibrary)),
    times: 100,
  },
  '2.1 rate': { of: sum('came', 'sess'), over: resident('residents'), times: 1000 },
  '2.2 ratio': {
    of: sum('came', 'sess', `scope in (select scope from profile where is_deprived)`),
    over: sum('came', 'sess'),
    countyOnly: true,
  },
  '2.3 targeted': { of: rows('sess', 'groups > 0'), over: rows('sess'), times: 100 },
  '2.4 people': { of: helped },
  '2.4 did-it': { of: sum('people', 'help', `result <> 'next-step'`), over: helped, times: 100 },
  '2.5 share': {
    of: sum('unstaffed', 'week', undefined, { ...hours, otherwise: null }),
    over: sum('staffed + unstaffed', 'week', undefined, { ...hours, otherwise: null }),
    times: 100,
  },
  '2.5 sites': { of: sum('has_open_plus', 'week', undefined, { otherwise: null }) },
  '3.1 contacts': { of: contacts },
  '3.2 rate': {
    of: contacts,
    over: sum('staffed * days', 'week', undefined, { in: (minutes) => minutes / 7 / 60, otherwise: null }),
    times: 100,
  },
  '3.3 share': {
    of: rows('contact', `is_contact and action in ('signposted', 'referred')`),
    over: contacts,
    times: 100,
  },
  '3.4 take-up': {
    of: rows(ofKind('social-referral', `body ->> '$.attendedFirst' = 'yes'`)),
    over: rows(ofKind('social-referral')),
    times: 100,
  },
  '3.5 attendance': {
    of: sum('came', 'sess', preset('wellbeing-social', 'conversation-cafe', 'reading-group')),
  },
  '4.1 visits': { of: sum('made', 'round') },
  '4.1 made': { of: sum('made', 'round'), over: sum('due', 'round'), times: 100 },
  '4.2 readers': { of: sum('most', served) },
  '4.3 sessions': { of: rows('sess', `${preset('carers-reminiscence')} or is_accessible`) },
  '4.3 attendance': { of: sum('came', 'sess', `${preset('carers-reminiscence')} or is_accessible`) },
  '4.4 contacts': { of: rows('contact', `is_contact and topic = 'caring' and action <> 'not-wanted'`) },
  '4.5 share': {
    of: rows(everything, 'scope in (select scope from profile where is_rural)'),
    over: rows(everything),
    times: 100,
  },
  '5.1 reviewed': { of: rows('agreed', 'is_reviewed or is_signed'), over: rows('agreed'), times: 100 },
  '5.2 help': {
    of: sum(
      'people',
      `(select scope, q, people from help where task = 'travel'
        union all select scope, q, 1 from contact where topic = 'travel')`,
    ),
  },
  '6.1 sites': { of: different('scope', garden, at(hasPremises)) },
  '6.1 share': {
    of: different('scope', garden, at(hasPremises)),
    over: rows(placesOf(hasPremises)),
    times: 100,
  },
  '6.2 sessions': { of: rows('sess', preset('garden-nature')) },
  '6.2 attendance': { of: sum('came', 'sess', preset('garden-nature')) },
  '6.3 hours': { of: sum('minutes', 'shift', `role = 'volunteer-role/garden'`, hours) },
  '7.1 issued': {
    of: sum('issued', 'batch', 'q is not null'),
    over: sum('births', 'batch', 'q is not null'),
    times: 100,
  },
  '7.2 activated': {
    of: sum(`body ->> '$.cardsFirstUsed'`, ofKind('card-activation')),
    over: sum('issued', '(select scope, next_q as q, issued from batch where next_q is not null)'),
    times: 100,
    countyOnly: true,
  },
  '7.3 rate': { of: sum('children', 'little'), over: resident('under_five'), times: 1000 },
  '7.4 starters': { of: starters },
  '7.4 finished': {
    of: sum(`body ->> '$.finishers'`, ofKind('summer-reading-week')),
    over: starters,
    times: 100,
  },
  '7.4 rate': { of: starters, over: resident('five_to_eleven'), times: 1000 },
  '7.5 reached': {
    of: different('school', 'visit'),
    over: rows(
      `(select r.body ->> '$.nearestSiteId' as scope, q.q from records r cross join q
        where r.kind = 'school' and r.deleted = 0)`,
    ),
    times: 100,
  },
  '7.5 pupils': { of: sum('pupils', 'visit') },
  '7.6 share': { of: different('who', 'shift', 'is_young'), over: different('who', 'shift'), times: 100 },
  '7.6 hours': { of: sum('minutes', 'shift', 'is_young', hours) },
  '8.1 volunteers': { of: different('who', 'shift') },
  '8.1 hours': { of: sum('minutes', 'shift', undefined, hours) },
  '8.2 people': { of: sum('came', 'sess', preset('co-design')) },
  '8.2 told-back': { of: rows(ofKind('idea', `body ->> '$.state' = 'done' and body ->> '$.isToldBack'`)) },
  '8.3 attendance': { of: sum('came', 'sess', preset('local-history')) },
  '8.3 hours': { of: sum('minutes', 'shift', `role = 'volunteer-role/heritage'`, hours) },
  '8.3 online': {
    of: sum(
      `body ->> '$.contributions'`,
      ofKind('heritage-online', `body ->> '$.contributions' is not null`),
    ),
  },
  '8.4 in-date': {
    of: rows('agreed', `type in ('community', 'friends') and is_in_date`),
    over: rows('agreed', `type in ('community', 'friends')`),
    times: 100,
  },
  '8.5 first': {
    of: sum('first_timers', 'sess', 'first_timers is not null and came is not null'),
    over: sum('came', 'sess', 'first_timers is not null and came is not null'),
    times: 100,
  },
  '9.1 one-to-one': { of: sum('people', 'business', `type = 'one-to-one'`) },
  '9.1 workshop': { of: sum('people', 'business', `type = 'workshop'`) },
  '9.1 enquiry': { of: sum('people', 'business', `type = 'enquiry'`) },
  '9.2 live': {
    of: different(
      'point',
      'business',
      `type not in ('enquiry', 'database') and point in ('site/banbury', 'site/blackbird-leys', 'site/bicester')`,
    ),
    countyOnly: true,
  },
  '9.3 started': {
    of: rows(ofKind('business-follow-up', `body ->> '$.started' = 'started'`)),
    over: rows(ofKind('business-follow-up')),
    times: 100,
  },
  '9.4 ethnicity': gap('byEthnicity', ['asian', 'black', 'mixed', 'other'], ['white'], '100 - white'),
  '9.4 disability': gap('byDisability', ['disabled'], ['not-disabled'], 'disabled'),
  '9.4 caring': gap('byCaring', ['carer'], ['not-carer'], 'carers'),
  '9.4 language': gap('byLanguage', ['other'], ['english'], 'other_language'),
  '9.5 funding': { of: sum('coalesce(pence, 0)', 'agreed', 'is_signed', { in: (pence) => pence / 100 }) },
  '9.5 sharing': { of: rows(sharing) },
  'A.1 done': {
    of: rows(`(select '' as scope, * from due)`, 'done <= due'),
    over: rows(`(select '' as scope, * from due)`),
    times: 100,
    countyOnly: true,
  },
  'A.2 times': { of: rows(`(select '' as scope, * from move)`), countyOnly: true },
  'A.2 median': { of: { value: 'avg(later)', from: median, otherwise: null }, countyOnly: true },
}

export const SQL_FIGURES = Object.keys(FIGURES)

export interface Reckoner {
  /** @param place a site, or null for the county */
  figure(name: string, place: string | null, quarter: string): SqlValue
  /** A number that a sentence about the made year is true of. */
  number(sql: string): number
  close(): void
}

interface SqlValue {
  readonly numerator: number | null
  readonly denominator: number | null
  readonly value: number | null
}

const rowsSchema = v.array(v.object({ scope: v.string(), q: v.string(), value: v.nullable(v.number()) }))
const numberSchema = v.object({ value: v.number() })

/** Opens a server's own database beside it and reckons every figure from its tables. */
export function openReckoner(databasePath: string): Reckoner {
  const database = new Sqlite(databasePath, { readonly: true })
  database.exec(readFileSync(join(import.meta.dirname, 'year-tables.sql'), 'utf8'))
  const known = new Map<string, ReadonlyMap<string, number | null>>()
  const ask = (reckoned: Reckoned, byPlace: boolean): ReadonlyMap<string, number | null> => {
    const scope = byPlace ? 'scope' : `''`
    // A look-up of the county is in a row of its own; everything else is gone over as a whole.
    const isLookUp = reckoned.from.includes('from profile')
    const where = [reckoned.where ?? 'true', ...(isLookUp && !byPlace ? [`scope = ''`] : [])].map(
      (one) => `(${one})`,
    )
    const sql = `select ${scope} as scope, q, ${reckoned.value} as value from ${reckoned.from}
      where ${where.join(' and ')} group by ${byPlace ? 'scope, q' : 'q'}`
    const held = known.get(sql)
    if (held !== undefined) return held
    const found = v.parse(rowsSchema, database.prepare(sql).all())
    const values = new Map(found.map((row) => [`${row.scope} ${row.q}`, row.value]))
    known.set(sql, values)
    return values
  }
  const read = (reckoned: Reckoned, place: string | null, quarter: string): number | null => {
    const found = ask(reckoned, place !== null).get(`${place ?? ''} ${quarter}`)
    const value = found === undefined ? (reckoned.otherwise === null ? null : 0) : found
    return value === null ? null : (reckoned.in ?? ((same: number) => same))(value)
  }
  /** The part of the county's residents that lives round places with deprivation. */
  const deprivedShare = (): number =>
    number(`select sum(residents) as value from profile where is_deprived and ${at('true')}`) /
    number(`select residents as value from profile where scope = ''`)
  const number = (sql: string): number => v.parse(numberSchema, database.prepare(sql).get()).value

  return {
    figure: (name, place, quarter) => {
      const figure = FIGURES[name]
      if (figure === undefined) throw new RangeError(`SQL has no figure ${name}`)
      if (place !== null && figure.countyOnly === true)
        return { numerator: null, denominator: null, value: null }
      const numerator = read(figure.of, place, quarter)
      const whole = figure.over === undefined ? null : read(figure.over, place, quarter)
      const denominator = name === '2.2 ratio' && whole !== null ? whole * deprivedShare() : whole
      const ratio = ratioOf(figure, numerator, denominator)
      const less = figure.less === undefined ? 0 : read(figure.less, place, quarter)
      return { numerator, denominator, value: ratio === null || less === null ? null : ratio - less }
    },
    number,
    close: () => database.close(),
  }
}

function ratioOf(
  { over, times = 1 }: SqlFigure,
  numerator: number | null,
  denominator: number | null,
): number | null {
  if (numerator === null || over === undefined) return numerator
  return denominator === null || denominator === 0 ? null : (numerator * times) / denominator
}
