import { describe, expect, test } from 'vitest'
import { standingFrom } from '#domain/measures/standing.ts'
import { DEFAULT_THRESHOLDS } from '#domain/measures/suppression.ts'
import { targetsIn } from '#domain/measures/targets.ts'
import { thresholdsIn } from '#domain/measures/thresholds.ts'
import { type Body, definitionOf } from '#domain/records/registry.ts'

function row(kind: string, changes: Body = {}, { deleted = false, id = kind, scope = 'authority' } = {}) {
  return { id, kind, scope, body: { ...definitionOf(kind)?.example, ...changes }, deleted }
}

describe('targets of a place and a year', () => {
  const target = (changes: Body, about = {}) =>
    row(
      'measure-target',
      { measure: '2.1', year: 2026, area: null, value: 125, due: null, ...changes },
      about,
    )
  const COUNTY = { site: null }

  test('are kept in tenths, and say when they are due', () => {
    const rows = [target({}), target({ measure: '9.2', value: 30, due: 'Q2' })]
    expect(Object.fromEntries(targetsIn(rows, COUNTY, 2026))).toEqual({
      '2.1': { value: 12.5, due: null },
      '9.2': { value: 3, due: 'Q2' },
    })
  })

  test('are of that year, not taken back, and of nothing else', () => {
    const rows = [
      target({ year: 2025 }),
      target({}, { deleted: true }),
      row('site'),
      row('measure-target', { year: 'soon' }),
    ]
    expect(targetsIn(rows, COUNTY, 2026).size).toBe(0)
  })

  test('are the county’s or those of one area', () => {
    const rows = [target({ value: 100 }), target({ value: 200, area: 'North' })]
    expect(targetsIn(rows, COUNTY, 2026).get('2.1')?.value).toBe(10)
    expect(targetsIn(rows, { site: null, area: 'North' }, 2026).get('2.1')?.value).toBe(20)
    expect(targetsIn(rows, { site: null, area: 'South' }, 2026).size).toBe(0)
  })
})

describe('the county’s rule for small numbers', () => {
  const setting = definitionOf('output-setting')?.example ?? {}

  test('is the newest it has said, and the usual one until then', () => {
    expect(thresholdsIn([])).toEqual(DEFAULT_THRESHOLDS)
    expect(thresholdsIn([row('output-setting')])).toMatchObject(setting)
    expect(thresholdsIn([row('output-setting', {}, { deleted: true }), row('site')])).toEqual(
      DEFAULT_THRESHOLDS,
    )
    const [field = '', value] = Object.entries(setting).find(([, one]) => typeof one === 'number') ?? []
    const newer = row('output-setting', { [field]: Number(value) + 1 })
    expect(thresholdsIn([row('output-setting'), newer])).toMatchObject({ [field]: Number(value) + 1 })
  })

  test('is left alone by one that this build cannot read', () => {
    expect(thresholdsIn([{ ...row('output-setting'), body: { people: 'few' } }])).toEqual(DEFAULT_THRESHOLDS)
  })
})

test('what stands is read from records of its kinds, each by itself, void and unreadable ones left out', () => {
  const kinds = {
    'community-profile': 'profiles',
    'profile-figure': 'profileFigures',
    'access-profile': 'openingHours',
    agreement: 'agreements',
    school: 'schools',
    'climate-service': 'climateServices',
    plan: 'plans',
    'plan-action': 'actions',
    'published-year': 'publishedYears',
  } as const
  const rows = Object.keys(kinds).map((kind) => row(kind, {}, { id: `${kind}/1`, scope: 'site/thame' }))
  const standing = standingFrom([
    ...rows,
    ...rows.map((one) => ({ ...one, id: `${one.kind}/2`, deleted: true })),
    ...rows.map((one) => ({ ...one, id: `${one.kind}/3`, body: {} })),
  ])
  for (const [kind, list] of Object.entries(kinds)) {
    expect(standing[list].map(({ id }) => id)).toEqual([`${kind}/1`])
  }
  expect(standing.agreements[0]?.scope).toBe('site/thame')
})

test('figures are of open sites that record, and of no other place in the list', () => {
  const site = (id: string, changes: Body = {}) => row('site', { status: 'open', ...changes }, { id })
  const standing = standingFrom([
    site('site/open'),
    site('site/closed', { status: 'closed' }),
    site('site/prison', { type: 'prison-library' }),
    row('site', {}, { id: 'site/void', deleted: true }),
    row('school', {}, { id: 'school/1' }),
  ])
  expect(standing.sites.map(({ id }) => id)).toEqual(['site/open'])
})
