import { describe, expect, test } from 'vitest'
import type { FigureValue } from '#domain/measures/figure-value.ts'
import { figureInWords, honestyInWords, unitInWords } from '#domain/measures/figure-words.ts'
import { SUPPRESSED } from '#domain/measures/suppression.ts'

describe('a figure in print', () => {
  test('is a whole number, or has one place behind the point', () => {
    expect(figureInWords(9870, 'attendances')).toBe('9,870')
    expect(figureInWords(57.06, 'hours')).toBe('57.1')
    expect(figureInWords(-2, 'quarters')).toBe('-2')
  })

  test('is a share with its sign, and money in whole pounds', () => {
    expect(figureInWords(57.06, '%')).toBe('57.1\u00a0%')
    expect(figureInWords(1250.4, '£')).toBe('£1,250')
  })

  test('says what is hidden, and what is not there', () => {
    expect(figureInWords(SUPPRESSED, '%')).toBe('x')
    expect(figureInWords(null, '£')).toBe('No figure')
  })

  test('is followed by what it counts, unless the number says so', () => {
    expect(unitInWords('attendances')).toBe('attendances')
    expect(unitInWords('%')).toBe('')
    expect(unitInWords('£')).toBe('')
  })
})

describe('what has to be known to trust a figure', () => {
  const value = (changes: Partial<FigureValue>): FigureValue => ({
    value: 12,
    numerator: 12,
    denominator: null,
    entries: 41,
    entriesOfAll: 0,
    notCounted: 0,
    obtained: { counted: 100, sampled: 0, estimated: 0 },
    definitionVersion: 1,
    ...changes,
  })

  test('is the entries behind it, how they were counted, which have no number, and its definition', () => {
    const obtained = { counted: 60, sampled: 30, estimated: 10 }
    expect(honestyInWords(value({ obtained, notCounted: 1200, entries: 4100 }), 12)).toBe(
      'From 4,100 entries · 60\u00a0% counted, 30\u00a0% sampled, 10\u00a0% estimated · 1,200 without a number · definition 1',
    )
    expect(honestyInWords(value({}), 12)).toBe('From 41 entries · 100\u00a0% counted · definition 1')
  })

  test('is of all entries of what it is a share of, where those are more', () => {
    expect(honestyInWords(value({ entriesOfAll: 90 }), 12)).toBe(
      'From 90 entries · 100\u00a0% counted · definition 1',
    )
  })

  test('is one entry, or none', () => {
    expect(honestyInWords(value({ entries: 1 }), 12)).toBe('From 1 entry · 100\u00a0% counted · definition 1')
    expect(honestyInWords(value({ entries: 0, obtained: null, definitionVersion: 2 }), null)).toBe(
      'From no entries · definition 2',
    )
  })

  test('does not tell how many entries there are where that would say what it must not', () => {
    expect(honestyInWords(value({ isCountHidden: true }), 12)).toBe(
      'The number of entries is not told · 100\u00a0% counted · definition 1',
    )
    expect(honestyInWords(value({ notCounted: 3 }), SUPPRESSED)).toBe('Too few people to show · definition 1')
  })
})
