import { describe, expect, test } from 'vitest'
import { measures } from '#domain/measures/all-measures.ts'
import { type Amount, sumsByScope, workOut } from '#domain/measures/amount.ts'
import type { Example, Measure } from '#domain/measures/define-measure.ts'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import type { Asked, Standing } from '#domain/measures/standing.ts'
import { type Body, checkBody, definitionOf } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { anExample, smallStanding, sumsOf } from '#support/standing.ts'

const QUARTER: Asked = {
  site: null,
  span: { first: '2026-07', last: '2027-03' },
  asOf: localDate('2026-12-31'),
}

function standingWith(kind: string, body: Body): Standing {
  switch (kind) {
    case 'climate-service':
      return smallStanding({ climateServices: [anExample('climate-service', body)] })
    case 'access-profile':
      return smallStanding({ openingHours: [anExample('access-profile', body)] })
    case 'agreement':
      return smallStanding({ agreements: [anExample('agreement', body)] })
    case 'plan-action':
      return smallStanding({ actions: [anExample('plan-action', body)] })
    default:
      return smallStanding()
  }
}

/** What a record alone brings to a measure's first numerator. */
function brings({ kind, body }: Example, numerator: Amount): number {
  const isLogged = definitionOf(kind)?.form?.offered === 'log'
  const { value } = workOut(numerator, {
    sums: sumsByScope(isLogged ? sumsOf(kind, body) : []),
    standing: standingWith(kind, body),
    asked: QUARTER,
  })
  return value ?? 0
}

test('every measure of the county’s table has a definition, once, and no other has', () => {
  expect(measures.map(({ id }) => id)).toEqual(Object.keys(MEASURE_NAMES))
  expect(measures).toHaveLength(42)
})

describe.each(measures.map((measure): [string, Measure] => [measure.id, measure]))('%s', (_id, measure) => {
  const [first] = measure.figures

  test('its example is a real record and is counted', () => {
    const { kind, body } = measure.exampleIn
    expect(checkBody(kind, { ...definitionOf(kind)?.example, ...body })).toMatchObject({ ok: true })
    expect(brings(measure.exampleIn, first.numerator)).toBeGreaterThan(0)
  })

  test('its counter-example is a real record and is not counted', () => {
    const { kind, body } = measure.exampleOut
    expect(checkBody(kind, { ...definitionOf(kind)?.example, ...body })).toMatchObject({ ok: true })
    expect(brings(measure.exampleOut, first.numerator)).toBe(0)
  })

  test('everything it says of itself is said, and its figures are told apart', () => {
    const said = [measure.definition, measure.fields, measure.exampleIn.why, measure.exampleOut.why]
    for (const { label, unit, numerator, denominator } of measure.figures) {
      said.push(label, unit, numerator.words, denominator?.words ?? 'none')
    }
    for (const text of said) expect(text.trim()).not.toBe('')
    const keys = measure.figures.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    if (measure.priority !== null) expect(measure.id.startsWith(`${measure.priority}.`)).toBe(true)
  })
})
