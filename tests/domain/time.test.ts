import fc from 'fast-check'
import * as v from 'valibot'
import { expect, onTestFinished, test } from 'vitest'
import {
  addDays,
  dayHeading,
  dayInWords,
  daysBetween,
  localDate,
  localDateAt,
  localDateSchema,
  typedDayInWords,
  weekdayOf,
  WEEKDAY_KEYS,
  weekStart,
} from '#domain/time/local-date.ts'
import {
  financialYearName,
  financialYearOf,
  firstDayOf,
  lastDayOf,
  monthInWords,
  monthOf,
  monthsBack,
  monthsOf,
  monthsOfQuarter,
  previousMonth,
  quarterInWords,
  quarterOf,
  QUARTERS,
} from '#domain/time/quarter.ts'

const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays(localDate('2000-01-01'), count))

test('only real days are days', () => {
  const none = ['2026-02-29', '1900-02-29', '2100-02-29', '2026-04-31', '2026-10-32', '2026-10-00']
  for (const text of [...none, '2026-13-01', '2026-00-01', '14/10/2026', '2026-1-1', '']) {
    expect(v.is(localDateSchema, text), text).toBe(false)
  }
  for (const text of ['2028-02-29', '2000-02-29', '2026-04-30', '2026-12-31']) {
    expect(v.is(localDateSchema, text), text).toBe(true)
  }
})

test('the day changes at midnight in the library, summer time included', () => {
  expect(localDateAt(Date.UTC(2026, 6, 1, 23, 30), 'Europe/London')).toBe('2026-07-02')
  expect(localDateAt(Date.UTC(2026, 11, 1, 23, 30), 'Europe/London')).toBe('2026-12-01')
})

test('the day is the same in an engine that writes dates in another way', () => {
  const { prototype } = Intl.DateTimeFormat
  const own = Object.getOwnPropertyDescriptor(prototype, 'format') ?? {}
  onTestFinished(() => void Object.defineProperty(prototype, 'format', own))
  // As WebKitGTK on Debian 12 writes them for Canada.
  Object.defineProperty(prototype, 'format', { ...own, get: () => () => '07/02/2026' })
  expect(localDateAt(Date.UTC(2026, 6, 1, 23, 30), 'Europe/London')).toBe('2026-07-02')
})

test('adding days and counting the days between undo each other', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
      expect(daysBetween(day, addDays(day, count))).toBe(count)
    }),
  )
})

test('a week starts on its Monday', () => {
  expect(weekStart(localDate('2026-10-14'))).toBe('2026-10-12')
  expect(weekStart(localDate('2026-10-12'))).toBe('2026-10-12')
  expect(weekStart(localDate('2026-10-18'))).toBe('2026-10-12')
})

test('the financial year runs from April to March', () => {
  expect(financialYearOf(localDate('2026-03-31'))).toBe(2025)
  expect(financialYearOf(localDate('2026-04-01'))).toBe(2026)
  expect(financialYearName(2022)).toBe('2022/23')
  expect(financialYearName(1999)).toBe('1999/00')
  expect(quarterOf(localDate('2026-04-01'))).toBe('Q1')
  expect(quarterOf(localDate('2026-09-30'))).toBe('Q2')
  expect(quarterOf(localDate('2026-12-31'))).toBe('Q3')
  expect(quarterOf(localDate('2026-03-31'))).toBe('Q4')
})

test('every day lies within the months of its own financial year', () => {
  fc.assert(
    fc.property(days, (day) => {
      const { first, last } = monthsOf(financialYearOf(day))
      expect(day.slice(0, 7) >= first && day.slice(0, 7) <= last).toBe(true)
    }),
  )
})

test('days and quarters are said in words', () => {
  const today = localDate('2026-10-14')
  expect(dayInWords(today, today)).toBe('Wed 14 Oct')
  expect(dayInWords(localDate('2025-10-14'), today)).toBe('Tue 14 Oct 2025')
  expect(dayHeading(localDate('2026-10-13'), today)).toBe('Yesterday, Tue 13 Oct')
  expect(quarterInWords('Q2')).toBe('Q2 · Jul–Sep')
})

test('a quarter is three whole months, and each month lies in one', () => {
  const byMonth = ['Q4', 'Q4', 'Q4', 'Q1', 'Q1', 'Q1', 'Q2', 'Q2', 'Q2', 'Q3', 'Q3', 'Q3']
  byMonth.forEach((quarter, index) => {
    const month = `2026-${String(index + 1).padStart(2, '0')}`
    expect([quarterOf(firstDayOf(month)), quarterOf(lastDayOf(month))], month).toEqual([quarter, quarter])
  })
  expect(QUARTERS.map((quarter) => monthsOfQuarter(2026, quarter))).toEqual([
    { first: '2026-04', last: '2026-06' },
    { first: '2026-07', last: '2026-09' },
    { first: '2026-10', last: '2026-12' },
    { first: '2027-01', last: '2027-03' },
  ])
})

test('a month ends the day before the next begins, leap years and new years included', () => {
  expect(['2026-02', '2028-02', '2026-12', '2026-04'].map(lastDayOf)).toEqual([
    '2026-02-28',
    '2028-02-29',
    '2026-12-31',
    '2026-04-30',
  ])
  expect(['2026-10', '2027-01'].map(previousMonth)).toEqual(['2026-09', '2026-12'])
  fc.assert(
    fc.property(days, (day) => {
      expect(monthOf(day)).toMatch(/^\d{4}-\d{2}$/)
      expect(monthOf(addDays(lastDayOf(monthOf(day)), 1))).not.toBe(monthOf(day))
      expect(previousMonth(monthOf(addDays(lastDayOf(monthOf(day)), 1)))).toBe(monthOf(day))
    }),
  )
})

test('every day has its weekday, from Monday on', () => {
  const monday = localDate('2026-10-12')
  expect(WEEKDAY_KEYS.map((_, after) => weekdayOf(addDays(monday, after)))).toEqual(WEEKDAY_KEYS)
})

test('a day is headed by how near it is', () => {
  const today = localDate('2026-10-14')
  expect(dayHeading(today, today)).toBe('Today, Wed 14 Oct')
  expect(dayHeading(localDate('2026-10-12'), today)).toBe('Mon 12 Oct')
  expect(dayHeading(localDate('2026-10-15'), today)).toBe('Thu 15 Oct')
})

test('a day that is typed is said in words once it is one, with whether it is still to come', () => {
  const today = localDate('2026-10-14')
  expect(typedDayInWords('2026-10-1', today)).toBeNull()
  expect(typedDayInWords('2026-10-14', today)).toBe('Today, Wed 14 Oct')
  expect(typedDayInWords('2026-10-12', today)).toBe('Mon 12 Oct')
  expect(typedDayInWords('2026-10-15', today)).toBe('Thu 15 Oct, still to come')
})

test('three years of months are offered, newest first, and a month that was chosen before is among them', () => {
  const offered = monthsBack(localDate('2026-02-14'), '')
  expect(offered).toHaveLength(1 + 36)
  expect(offered.slice(0, 4)).toEqual([
    { value: '', label: 'Choose the month' },
    { value: '2026-02', label: 'February 2026' },
    { value: '2026-01', label: 'January 2026' },
    { value: '2025-12', label: 'December 2025' },
  ])
  expect(offered.at(-1)).toEqual({ value: '2023-03', label: 'March 2023' })
  expect(monthsBack(localDate('2026-02-14'), '2025-12')).toEqual(offered)
  expect(monthsBack(localDate('2026-02-14'), '2019-07')).toEqual([
    ...offered,
    { value: '2019-07', label: 'July 2019' },
  ])
  expect(monthInWords('last month')).toBe('last month')
})
