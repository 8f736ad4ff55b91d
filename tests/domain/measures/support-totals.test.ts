import { describe, expect, test } from 'vitest'
import { sumsByScope } from '#domain/measures/amount.ts'
import type { Cell } from '#domain/measures/cell.ts'
import { EVERYWHERE, type MonthSums } from '#domain/measures/month-sums.ts'
import { NO_SUPPORT, sumSupport, withContinued } from '#domain/measures/plan-support.ts'
import { supportFromSums, supportTo, supportTotals } from '#domain/measures/support-totals.ts'
import { localDate } from '#domain/time/local-date.ts'

const cell = (entries: number, amount: number, notCounted = 0): Cell => ({
  entries,
  amount,
  notCounted,
  sampled: 0,
  estimated: 0,
})
const of = (month: string, cells: Readonly<Record<string, Cell>>, scope = EVERYWHERE): MonthSums => ({
  scope,
  month,
  cells,
})

const MONTHS = [
  of('2026-03', { all: cell(90, 900) }),
  of('2026-04', { all: cell(1, 10), 'action:a': cell(1, 10) }),
  of('2026-06', { all: cell(2, 20, 1), 'preset:p': cell(2, 20), contact: cell(5, 5) }),
  of('2026-07', { all: cell(3, 30), 'primary:x': cell(3, 30) }),
  of('2027-03', { all: cell(4, 40), 'also:y': cell(4, 40) }),
  of('2027-04', { all: cell(90, 900) }),
]

describe('what sessions brought to parts of the plan', () => {
  const totalsOf = () => supportTotals(MONTHS, 2026)

  test('is told by quarter of the year, of those parts that progress tells of', () => {
    expect(totalsOf()).toEqual({
      all: [
        [3, 30, 1],
        [3, 30, 0],
        [0, 0, 0],
        [4, 40, 0],
      ],
      'action:a': [
        [1, 10, 0],
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      'primary:x': [
        [0, 0, 0],
        [3, 30, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      'also:y': [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
        [4, 40, 0],
      ],
    })
  })

  test('is put together again as far as the year had come, as from the sums themselves', () => {
    const totals = totalsOf()
    const upTo = (quarter: 'Q1' | 'Q2' | 'Q3' | 'Q4') => Object.fromEntries(supportTo(totals, quarter))
    expect(upTo('Q1')['all']).toEqual({ sessions: 3, attendances: 30, notCounted: 1 })
    expect(upTo('Q2')['all']).toEqual({ sessions: 6, attendances: 60, notCounted: 1 })
    expect(upTo('Q4')['all']).toEqual({ sessions: 10, attendances: 100, notCounted: 1 })
    expect(supportTo(undefined, 'Q4').size).toBe(0)

    const asked = { site: null, year: 2026, today: localDate('2027-03-31') }
    const sums = sumsByScope(MONTHS)
    for (const quarter of ['Q1', 'Q2', 'Q4'] as const) {
      const here = supportFromSums(sums, { ...asked, quarter })
      expect(here.get('all')).toEqual(upTo(quarter)['all'])
    }
    expect(supportFromSums(sums, { ...asked, quarter: 'Q1' }).get('preset:p')?.sessions).toBe(2)
    expect(supportFromSums(sums, { ...asked, site: 'site/thame', quarter: 'Q4' }).size).toBe(0)
  })

  test('adds up over months and sites, and leaves out what is no part of the plan', () => {
    const support = sumSupport(MONTHS.map(({ cells }) => Object.entries(cells)))
    expect(support.get('all')).toEqual({ sessions: 190, attendances: 1900, notCounted: 1 })
    expect([...support.keys()].toSorted()).toEqual(['action:a', 'all', 'also:y', 'preset:p', 'primary:x'])
    expect(sumSupport([Object.entries({ allotment: cell(1, 1), 'primary-school': cell(1, 1) })]).size).toBe(0)
    expect(NO_SUPPORT).toEqual({ sessions: 0, attendances: 0, notCounted: 0 })
  })

  test('is also that of the parts of a later plan that go on from them', () => {
    const one = { sessions: 2, attendances: 20, notCounted: 0 }
    const figures = new Map(
      ['primary', 'also', 'action', 'activity', 'preset'].map((facet) => [`${facet}:old`, one]),
    )
    const parts = [
      { id: 'new', body: { continues: 'old' } },
      { id: 'old', body: { continues: null } },
      { id: 'other', body: { continues: 'unheard-of' } },
    ]
    const all = withContinued(figures, parts)
    for (const facet of ['primary', 'also', 'action', 'activity']) {
      expect(all.get(`${facet}:new`)).toEqual(one)
      expect(all.get(`${facet}:old`)).toEqual(one)
      expect(all.has(`${facet}:other`)).toBe(false)
    }
    expect(all.has('preset:new')).toBe(false)
    expect(all.size).toBe(9)
    expect(figures.size).toBe(5)
  })
})
