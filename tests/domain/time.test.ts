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
  weekStart,
} from '#domain/time/local-date.ts'
import {
  financialYearName,
  financialYearOf,
  monthsOf,
  quarterInWords,
  quarterOf,
} from '#domain/time/quarter.ts'

const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays(localDate('2000-01-01'), count))

test('only real days are days', () => {
  for (const text of ['2026-02-29', '2026-13-01', '14/10/2026', '2026-1-1', '']) {
    expect(v.is(localDateSchema, text)).toBe(false)
  }
  expect(v.is(localDateSchema, '2028-02-29')).toBe(true)
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
