import { describe, expect, test } from 'vitest'
import { guideOf } from '#domain/records/guides/all-guides.ts'
import { registry } from '#domain/records/registry.ts'

/** The measures of the county's definitions. */
const MEASURES = new Set(
  [
    '1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 2.5 3.1 3.2 3.3 3.4 3.5 4.1 4.2 4.3 4.4 4.5 5.1 5.2 6.1 6.2 6.3',
    '7.1 7.2 7.3 7.4 7.5 7.6 8.1 8.2 8.3 8.4 8.5 9.1 9.2 9.3 9.4 9.5 A.1 A.2',
  ].flatMap((line) => line.split(' ')),
)
const RETURNS = /^(Arts Council England activity return|CIPFA return|Open data schema for [a-z]+)/
const LONGEST = 160

const forms = registry.flatMap(({ kind, form }) => (form === undefined ? [] : [[kind, form] as const]))

describe.each(forms)('%s', (kind, { fields }) => {
  test('every field says its rule, an example that counts, one that does not, and who uses it', () => {
    for (const field of Object.keys(fields)) {
      const guide = guideOf(kind, field)
      if (guide === undefined) throw new Error(`${kind} ${field} has no guide`)
      for (const text of Object.values(guide)) {
        expect(text, field).not.toBe('')
        expect(text.length, `${field}: ${text}`).toBeLessThanOrEqual(LONGEST)
      }
      expect(guide.counts, field).not.toBe(guide.countsNot)
    }
  })

  test('measures and returns it names are those there are', () => {
    for (const field of Object.keys(fields)) {
      const { usedBy = '' } = guideOf(kind, field) ?? {}
      const [, named = ''] = /[Mm]easures? ([\dA. ,and]+)/.exec(usedBy) ?? []
      for (const measure of named.match(/[A\d]\.\d/g) ?? []) expect(MEASURES, usedBy).toContain(measure)
      if (/return:|schema/.test(usedBy)) expect(usedBy).toMatch(RETURNS)
    }
  })
})

test('a field this build does not know has no guide', () => {
  expect(guideOf('event-session', 'hologram')).toBeUndefined()
  expect(guideOf('hologram', 'day')).toBeUndefined()
})
