import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { overQuarters, proposalInWords, proposeTarget, targetOf } from '#domain/place/target-proposal.ts'
import { target } from '#domain/records/kinds/target.ts'
import { newestPublished } from '#domain/measures/published-figures.ts'
import { localDate } from '#domain/time/local-date.ts'
import { QUARTERS } from '#domain/time/quarter.ts'
import { oxfordshire } from '#support/reference.ts'

const published = newestPublished((await oxfordshire())('published-year'))
const TODAY = localDate('2026-10-14')

describe('a proposed target', () => {
  test('is residents times the site’s own rate, where its records cover a year', () => {
    const proposal = proposeTarget({
      residents: 10_000,
      attendances: 2_444,
      firstDay: localDate('2025-11-01'),
      today: TODAY,
      published,
    })
    expect(proposal).toMatchObject({ value: 2_440, perThousand: 244.4, rateOf: 'this-site' })
    expect(proposal?.byQuarter).toEqual({ Q1: 513, Q2: 657, Q3: 608, Q4: 662 })
  })

  test('goes by the county’s published rate while the records are younger, and says so', () => {
    const proposal = proposeTarget({
      residents: 10_000,
      attendances: 300,
      firstDay: localDate('2026-09-01'),
      today: TODAY,
      published,
    })
    expect(proposal).toMatchObject({ value: 2_530, rateOf: 'county-published' })
    if (proposal === null) throw new Error('none')
    expect(proposalInWords(proposal)).toMatch(/^10,000 residents at 253 .*because the records here do not/)
  })

  test('is none without residents: nothing is made up', () => {
    const from = { attendances: 300, firstDay: null, today: TODAY, published }
    expect(proposeTarget({ ...from, residents: null })).toBeNull()
    expect(proposeTarget({ ...from, residents: 0 })).toBeNull()
  })

  test('without a published year nothing is proposed before the site has a year of its own, and quarters are even', () => {
    const from = { residents: 10_000, attendances: 300, today: TODAY, published: null }
    expect(proposeTarget({ ...from, firstDay: localDate('2026-09-01') })).toBeNull()
    const proposal = proposeTarget({ ...from, firstDay: localDate('2025-10-20') })
    expect(proposal).toMatchObject({ value: 300, byQuarter: { Q1: 75, Q2: 75, Q3: 75, Q4: 75 } })
    if (proposal === null) throw new Error('none')
    expect(proposalInWords(proposal)).toMatch(/spread over the quarters evenly, because no year/)
  })

  test('quarters always add up to the year and follow the seasons', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500_000 }), (value) => {
        const byQuarter = overQuarters(value, published)
        const parts = QUARTERS.map((quarter) => byQuarter[quarter])
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(value)
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
        expect(Math.abs(byQuarter.Q4 - value * 0.271505)).toBeLessThan(1)
      }),
    )
  })
})

test('of several targets of a site and year the last set stands; other sites and years have their own', () => {
  const body = { ...v.parse(target.body, target.example), siteId: 'site/wychwood' }
  const held = [
    { id: '0199-a', body: { ...body, value: 1 } },
    { id: '0199-b', body: { ...body, value: 2 } },
    { id: '0199-c', body: { ...body, value: 3, year: 2027 } },
    { id: '0199-d', body: { ...body, value: 4, siteId: 'site/abingdon' } },
  ]
  expect(targetOf(held, 'site/wychwood', 2026)?.body.value).toBe(2)
  expect(targetOf(held, 'site/abingdon', 2026)?.body.value).toBe(4)
  expect(targetOf(held, 'site/witney', 2026)).toBeNull()
})
