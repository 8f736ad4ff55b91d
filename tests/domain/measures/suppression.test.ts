import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  DEFAULT_THRESHOLDS,
  hiddenCells,
  type Shown,
  shownFigure,
  SUPPRESSED,
  suppressGrid,
  suppressLine,
  suppressOverTime,
  thresholdOf,
} from '#domain/measures/suppression.ts'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const line = (parts: readonly number[]) => suppressLine({ parts, total: sum(parts) }, 5)

const figure = (numerator: number, denominator: number | null) => ({
  value: denominator === null ? numerator : (100 * numerator) / denominator,
  numerator,
  denominator,
  entries: 1,
  entriesOfAll: 1,
  notCounted: 0,
  obtained: null,
  definitionVersion: 1,
})

test('a number under 5 is shown as x, and 0 and 5 are shown', () => {
  expect(line([0, 5, 40])).toEqual({ parts: [0, 5, 40], total: 45 })
  expect(line([4, 3, 40])).toEqual({ parts: ['x', 'x', 40], total: 47 })
})

test('one hidden number takes the next smallest with it, so that the total does not give it back', () => {
  expect(line([3, 20, 9, 40])).toEqual({ parts: ['x', 20, 'x', 40], total: 72 })
})

test('hidden numbers that their sum would give away take another with them', () => {
  expect(line([1, 1, 9, 40])).toEqual({ parts: ['x', 'x', 'x', 40], total: 51 })
})

test('hidden numbers that come to the threshold together are vague, and fewer are not', () => {
  expect(line([2, 3, 40])).toEqual({ parts: ['x', 'x', 40], total: 45 })
  expect(line([1, 3, 40])).toEqual({ parts: ['x', 'x', 'x'], total: 44 })
})

test('where people know one of the parts, as a site knows its own, as many more are hidden as leave the others vague', () => {
  const hidden = (values: readonly number[], isPartKnown: boolean) => {
    const cells = [...values.keys(), values.length]
    const total = values.reduce((people, value) => people + value, 0)
    return [...hiddenCells([...values, total], [{ cells, isPartKnown }], 5)].toSorted((a, b) => a - b)
  }
  // Whoever knows the 2 would know the 3.
  expect(hidden([2, 3, 40, 50], false)).toEqual([0, 1])
  expect(hidden([2, 3, 40, 50], true)).toEqual([0, 1, 2])
  // Whoever knows the 9 would know that the others are 1 and 1.
  expect(hidden([1, 1, 9, 40], false)).toEqual([0, 1, 2])
  expect(hidden([1, 1, 9, 40], true)).toEqual([0, 1, 2, 3])
})

test('numbers hidden for reasons of their own are not given back either', () => {
  expect([...hiddenCells([30, 20, 50], [{ cells: [0, 1, 2] }], 5, new Set([0]))]).toEqual([0, 1])
  expect([...hiddenCells([30, 20, 50], [{ cells: [0, 1, 2] }], 5)]).toEqual([])
  expect([...hiddenCells([3, 20], [], 5)]).toEqual([0])
})

test('a small number with nothing beside it hides the total', () => {
  expect(line([3, 0, 0])).toEqual({ parts: ['x', 0, 0], total: 'x' })
})

test('what nobody counted stays no number and helps nobody to find one', () => {
  expect(suppressLine({ parts: [3, null, 8], total: 11 }, 5)).toEqual({ parts: ['x', null, 'x'], total: 11 })
})

test('a share is hidden when those in it, those outside it, or all together are few', () => {
  expect(shownFigure(figure(4, 60), 5)).toBe(SUPPRESSED)
  expect(shownFigure(figure(57, 60), 5)).toBe(SUPPRESSED)
  expect(shownFigure(figure(0, 4), 5)).toBe(SUPPRESSED)
  expect(shownFigure(figure(30, 60), 5)).toBe(50)
  expect(shownFigure(figure(60, 60), 5)).toBe(100)
})

test('headcounts are open, few people are not, and cross-tabulations of people less so', () => {
  expect(thresholdOf('open', DEFAULT_THRESHOLDS)).toBe(0)
  expect(shownFigure(figure(1, null), thresholdOf('open', DEFAULT_THRESHOLDS))).toBe(1)
  expect(shownFigure(figure(9, null), thresholdOf('small-numbers', DEFAULT_THRESHOLDS))).toBe(9)
  expect(shownFigure(figure(9, null), thresholdOf('cross-tabulation', DEFAULT_THRESHOLDS))).toBe('x')
})

/** Numbers a hidden cell of a line could be, from what is shown: none is 0, and the total holds. */
function couldBe(shown: readonly Shown[], total: Shown, cell: number): number {
  if (total === SUPPRESSED || total === null) return Number.POSITIVE_INFINITY
  const hidden = shown.flatMap((value, index) => (value === SUPPRESSED ? [index] : []))
  const rest = total - sum(shown.flatMap((value) => (typeof value === 'number' ? [value] : [])))
  if (!hidden.includes(cell)) return 0
  // The others take at least 1 each; a lone hidden cell is the rest itself.
  return hidden.length === 1 ? 1 : rest - (hidden.length - 1)
}

const parts = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 300 })), {
  minLength: 1,
  maxLength: 9,
})
const threshold = fc.integer({ min: 2, max: 12 })

test('whatever the numbers: no small one is shown, and no hidden one can be worked out from the total', () => {
  fc.assert(
    fc.property(parts, threshold, (values, under) => {
      const shown = suppressLine({ parts: values, total: sum(values) }, under)
      shown.parts.forEach((value, index) => {
        if (value === SUPPRESSED) expect(couldBe(shown.parts, shown.total, index)).toBeGreaterThan(1)
        else expect(value).toBe(values[index])
        if (typeof value === 'number' && value > 0) expect(value).toBeGreaterThanOrEqual(under)
      })
      if (shown.total === SUPPRESSED) expect(shown.parts).toContain(SUPPRESSED)
      else expect(shown.total).toBe(sum(values))
      // A line without a small number shows all of them.
      const all = [...values, sum(values)]
      if (all.every((value) => value === 0 || value >= under)) expect(shown.parts).toEqual(values)
    }),
    { numRuns: 2000 },
  )
})

test('of a table with totals both ways, no row and no column gives a hidden number back', () => {
  const grid = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: width, maxLength: width }), {
      minLength: 2,
      maxLength: 5,
    }),
  )
  fc.assert(
    fc.property(grid, threshold, (cells, under) => {
      const rows = cells.map((row) => [...row, sum(row)])
      const totals = rows[0]?.map((_, column) => sum(rows.map((row) => row[column] ?? 0))) ?? []
      const shown = suppressGrid({ rows: [...rows, totals] }, under)
      expect(shown).toHaveLength(rows.length + 1)
      const columns = totals.map((_, column) => shown.map((row) => row[column] ?? null))
      for (const one of [...shown, ...columns]) {
        const total = one.at(-1) ?? null
        const rest = one.slice(0, -1)
        if (total === SUPPRESSED) expect(rest).toContain(SUPPRESSED)
        rest.forEach((value, index) => {
          if (value === SUPPRESSED) expect(couldBe(rest, total, index)).toBeGreaterThan(1)
          if (typeof value === 'number' && value > 0) expect(value).toBeGreaterThanOrEqual(under)
        })
      }
    }),
    { numRuns: 1000 },
  )
})

test('a quarter cannot be had from the sums to date: those that would give it are hidden', () => {
  expect(suppressOverTime([3, 20, 9, 40], 5)).toEqual({
    quarters: ['x', 20, 'x', 40],
    toDate: ['x', 'x', 32, 72],
  })
  expect(suppressOverTime([6, 7, 0], 5)).toEqual({ quarters: [6, 7, 0], toDate: [6, 13, 13] })
})

test('whatever the quarters: no two sums that are shown give a hidden quarter back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 4 }),
      threshold,
      (values, under) => {
        const { quarters, toDate } = suppressOverTime(values, under)
        expect(quarters).toHaveLength(values.length)
        const sums = [0, ...toDate]
        sums.forEach((early, from) => {
          sums.slice(from + 1).forEach((late, more) => {
            if (early === SUPPRESSED || late === SUPPRESSED || early === null || late === null) return
            const between = quarters.slice(from, from + more + 1)
            between.forEach((value, index) => {
              if (value === SUPPRESSED) expect(couldBe(between, late - early, index)).toBeGreaterThan(1)
            })
          })
        })
      },
    ),
    { numRuns: 2000 },
  )
})
