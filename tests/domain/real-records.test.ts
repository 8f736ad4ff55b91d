import { expect, test } from 'vitest'
import { figureOf, isTheSame, warningsOf } from '#domain/records/checks/entry-checks.ts'
import type { CheckContext, Neighbour, WarningCode } from '#domain/records/checks/warning.ts'
import { attendances } from '#domain/records/event-session.ts'
import { textOf } from '#domain/records/fields/text-of.ts'
import type { Preset } from '#domain/records/preset.ts'
import { type Body, checkBody, readBody } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { readReference } from '#server/reference/read-reference.ts'
import {
  type CsvRow,
  type Mapped,
  monthFromRow,
  realRows,
  returnFromRow,
  sessionFromRow,
  visitsFromRow,
} from '#support/real-records.ts'

const { records } = await readReference()
const presets = new Map(
  records.flatMap(({ id, kind, body }): (readonly [string, Preset])[] => {
    const preset = kind === 'preset' ? readBody('preset', body) : null
    return preset === null ? [] : [[id, preset]]
  }),
)

const accepted = (all: readonly Mapped[]) => all.flatMap((one) => (one.ok ? [one] : []))
const refused = (all: readonly Mapped[]) => all.flatMap((one) => (one.ok ? [] : [one.columns]))

interface Logged {
  readonly site: string
  readonly kind: string
  readonly body: Body
}

/** Looks entries over as if each had been logged after those before it, and counts what is pointed out. */
function lookedOver(entries: readonly Logged[]): Readonly<Partial<Record<WarningCode, number>>> {
  const found: Partial<Record<WarningCode, number>> = {}
  const sameDay = new Map<string, Neighbour[]>()
  const alike = new Map<string, number[]>()
  for (const [index, { site, kind, body }] of entries.entries()) {
    const checked = checkBody(kind, body)
    const day = checked.ok ? checked.day : null
    const neighbours = sameDay.get(`${site} ${day}`) ?? []
    const likeKey = `${site} ${kind} ${textOf(body['title'])}`
    const figures = alike.get(likeKey) ?? []
    const context: CheckContext = {
      today: day ?? localDate('2019-12-31'),
      figures: figures.slice(0, 12),
      sameDay: neighbours,
      ownId: null,
      ordinary: '',
    }
    for (const { code } of warningsOf(kind, body, context)) found[code] = (found[code] ?? 0) + 1
    const figure = figureOf(kind, body)
    if (figure !== null) alike.set(likeKey, [figure, ...figures])
    sameDay.set(`${site} ${day}`, [...neighbours, { id: String(index), kind, body }])
  }
  return found
}

test('all 4,312 published sessions of Barnet are taken, with all their attendances', () => {
  const rows = realRows('barnet-events-2018-2019.csv')
  const all = rows.map((row) => sessionFromRow(row, presets))
  expect(rows).toHaveLength(4312)
  expect(refused(all)).toEqual([])
  const came = accepted(all).map(({ body }) => {
    const session = readBody('event-session', body)
    return session === null ? null : attendances(session)
  })
  expect(came.reduce<number>((sum, people) => sum + (people ?? 0), 0)).toBe(66_651)
  expect(came.filter((people) => people === 0)).toHaveLength(137)
})

test('what is odd among Barnet’s sessions is pointed out: rows that stand twice, and slips of the finger', () => {
  const rows = realRows('barnet-events-2018-2019.csv')
  const entries = rows.flatMap((row): readonly Logged[] => {
    const mapped = sessionFromRow(row, presets)
    return mapped.ok ? [{ site: row['Library name'] ?? '', kind: mapped.kind, body: mapped.body }] : []
  })
  expect(lookedOver(entries)).toEqual({ 'looks-double': 235, 'ten-times': 2 })
})

test('every published session of Barnet carries one outcome, which a preset would not set for most', () => {
  const other = realRows('barnet-events-2018-2019.csv').filter((row) => {
    const mapped = sessionFromRow(row, presets)
    const preset = mapped.ok ? presets.get(String(mapped.body['presetId'])) : undefined
    return mapped.ok && preset?.outcomes.every((outcome) => outcome !== mapped.body['outcome'])
  })
  expect(other).toHaveLength(3588)
})

const row = (part: CsvRow): CsvRow => ({
  'Local authority': 'Barnet',
  'Library name': 'Hendon',
  'Event date': '2019-01-31',
  Name: 'Lego',
  'Main outcome': 'Cultural and creative enrichment',
  'Secondary outcome': '',
  Attendees: '10',
  ...part,
})

test('the bad rows of the national schema are refused, each by the column that is wrong', () => {
  const columns = (part: CsvRow) => {
    const mapped = sessionFromRow(row(part), presets)
    return mapped.ok ? [] : mapped.columns
  }
  expect(columns({})).toEqual([])
  expect(columns({ Name: '' })).toEqual(['Name'])
  expect(columns({ 'Event date': '2019-31-01' })).toEqual(['Event date'])
  expect(columns({ 'Main outcome': 'Fun' })).toEqual(['Main outcome'])
  expect(columns({ 'Secondary outcome': 'Fun' })).toEqual(['Secondary outcome'])
  expect(columns({ Attendees: 'Ten' })).toEqual(['Attendees'])
  expect(columns({ Attendees: '-3' })).toEqual(['Attendees'])
  expect(columns({ Name: '', 'Event date': '31/01/2019', Attendees: '1.5' })).toEqual([
    'Event date',
    'Name',
    'Attendees',
  ])
})

const monthIn = (body: Body): string => String(body['month'] ?? body['fromDay']).slice(0, 7)

test('Newcastle’s monthly figures are taken, and an empty cell makes no record', () => {
  const rows = realRows('newcastle-monthly-usage-by-library-2008-on.csv')
  const all = rows.flatMap((one) => monthFromRow(one).map((mapped) => ({ one, mapped })))
  expect(refused(all.map(({ mapped }) => mapped))).toEqual([])
  const kinds = accepted(all.map(({ mapped }) => mapped)).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'door-visits')).toHaveLength(3474 - 755)
  expect(kinds.filter((kind) => kind === 'issues-month')).toHaveLength(3474 - 667)
  const entries = all
    .flatMap(({ one, mapped }): readonly Logged[] =>
      mapped.ok ? [{ site: one['Library'] ?? '', kind: mapped.kind, body: mapped.body }] : [],
    )
    .toSorted((a, b) => monthIn(a.body).localeCompare(monthIn(b.body)))
  // Months of reopening after a year of being closed, mostly.
  expect(lookedOver(entries)).toEqual({ 'ten-times': 21 })
})

test('published visits of Newcastle and Plymouth are taken', () => {
  for (const [file, count] of [
    ['newcastle-physical-visits-2019.csv', 25],
    ['plymouth-physical-visits-2018-2019.csv', 7],
  ] as const) {
    const all = realRows(file).map(visitsFromRow)
    expect(refused(all)).toEqual([])
    expect(accepted(all)).toHaveLength(count)
  }
})

test('what Oxfordshire’s own return counts at doors and counters is taken; its flat home deliveries are found out', () => {
  const rows = realRows('ace-2023-24-oxfordshire-return.csv')
  const all = rows.flatMap((one) => returnFromRow(one) ?? [])
  expect(refused(all)).toEqual([])
  expect(accepted(all)).toHaveLength(60)
  const monthly = (measure: string) =>
    rows.filter((one) => one['measure'] === measure).map((one) => Number(one['value']))
  expect(isTheSame(monthly('home_delivery'))).toBe(true)
  for (const measure of ['total_physical_events', 'physical_visits_no_colocation', 'total_ebook_issues']) {
    expect(isTheSame(monthly(measure)), measure).toBe(false)
  }
})
