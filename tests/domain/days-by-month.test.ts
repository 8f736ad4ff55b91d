import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DaySpan, daysByMonth } from '#domain/time/days-by-month.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { firstDayOf, lastDayOf } from '#domain/time/quarter.ts'

const span = (first: string, last: string): DaySpan => ({ first: localDate(first), last: localDate(last) })

test('whole months are whole months', () => {
  const year = { months: { first: '2025-04', last: '2026-03' }, added: [], taken: [] }
  expect(daysByMonth(span('2025-04-01', '2026-03-31'))).toEqual(year)
})

test('of a month that begins before, the fewer days are looked at; days after the last are taken out', () => {
  expect(daysByMonth(span('2025-05-11', '2026-05-10'))).toEqual({
    months: { first: '2025-05', last: '2026-05' },
    added: [],
    taken: [span('2025-05-01', '2025-05-10'), span('2026-05-11', '2026-05-31')],
  })
  expect(daysByMonth(span('2025-05-22', '2026-05-21'))).toEqual({
    months: { first: '2025-06', last: '2026-05' },
    added: [span('2025-05-22', '2025-05-31')],
    taken: [span('2026-05-22', '2026-05-31')],
  })
})

test('months, days put to them and days taken out are the days asked for, each once', () => {
  const day = fc.nat(800).map((days) => addDays(localDate('2023-12-20'), days))
  fc.assert(
    fc.property(day, fc.nat(500), (first, days) => {
      const last = addDays(first, days)
      const { months, added, taken } = daysByMonth({ first, last })
      const times = new Map<string, number>()
      const count = (part: DaySpan, by: number): void => {
        for (let at = part.first; at <= part.last; at = addDays(at, 1))
          times.set(at, (times.get(at) ?? 0) + by)
      }
      count({ first: firstDayOf(months.first), last: lastDayOf(months.last) }, 1)
      for (const part of added) count(part, 1)
      for (const part of taken) count(part, -1)
      const counted = [...times].filter(([, number]) => number !== 0)
      expect(counted.length).toBe(days + 1)
      expect(counted.every(([at, number]) => number === 1 && at >= first && at <= last)).toBe(true)
    }),
  )
})
