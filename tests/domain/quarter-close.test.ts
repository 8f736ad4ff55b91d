import { expect, test } from 'vitest'
import { figuresAtClose } from '#domain/measures/closed-figures.ts'
import { measures } from '#domain/measures/all-measures.ts'
import { DEFAULT_THRESHOLDS } from '#domain/measures/suppression.ts'
import { checkBody } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { anExample, smallStanding } from '#support/standing.ts'

test('a close keeps a figure of every measure, as it may be shown, in a body that can be stored and sent', () => {
  const asked = { site: null, year: 2026, quarter: 'Q3', today: localDate('2026-10-14') } as const
  const figures = figuresAtClose(
    { sums: new Map(), standing: smallStanding({}), targets: new Map(), thresholds: DEFAULT_THRESHOLDS },
    asked,
  )
  expect(Object.keys(figures)).toEqual(measures.map(({ id }) => id))
  const { body } = anExample('quarter-close', { figures })
  expect(checkBody('quarter-close', body)).toMatchObject({ ok: true, body: { figures } })
  // Far below what one operation may hold.
  expect(JSON.stringify(body).length).toBeLessThan(16 * 1024)
})
