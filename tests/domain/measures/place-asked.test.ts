import { expect, test } from 'vitest'
import { addedUp, EVERYWHERE } from '#domain/measures/month-sums.ts'
import { areaNames, areasOfSites, isIn, isWholeCounty, placeKey } from '#domain/measures/place-asked.ts'
import { sumsOfPlaces } from '#domain/measures/shown-places.ts'

const AREAS = new Map([
  ['site/thame', 'South'],
  ['site/grove', 'Vale'],
  ['site/banbury', 'Cherwell'],
  ['site/bicester', 'Cherwell'],
])

test('a site is in itself, in its area and in the county', () => {
  expect(isIn(AREAS, { site: 'site/thame' }, 'site/thame')).toBe(true)
  expect(isIn(AREAS, { site: 'site/thame' }, 'site/grove')).toBe(false)
  expect(isIn(AREAS, { site: null, area: 'Cherwell' }, 'site/banbury')).toBe(true)
  expect(isIn(AREAS, { site: null, area: 'Cherwell' }, 'site/thame')).toBe(false)
  expect(isIn(AREAS, { site: null, area: 'Cherwell' }, 'site/nowhere')).toBe(false)
  expect(isIn(AREAS, { site: null }, 'site/nowhere')).toBe(true)
})

test('a place has a key of its own, and only the county is the whole of it', () => {
  const places = [{ site: 'site/thame' }, { site: null, area: 'Cherwell' }, { site: null }]
  expect(places.map(placeKey)).toEqual(['site/thame', 'area:Cherwell', EVERYWHERE])
  expect(places.map(isWholeCounty)).toEqual([false, false, true])
})

test('areas are those that sites’ records name, once each and by name', () => {
  const site = (id: string, districtName: string | null) => ({ id, body: { districtName } })
  const areas = areasOfSites([
    site('site/thame', 'South'),
    site('site/banbury', 'Cherwell'),
    site('site/bicester', 'Cherwell'),
    site('site/home', null),
    site('site/van', ''),
  ])
  expect([...areas.keys()]).toEqual(['site/thame', 'site/banbury', 'site/bicester'])
  expect(areaNames(areas)).toEqual(['Cherwell', 'South'])
})

test('sums of places are of every site, of each area and of all, sites in no area among them', () => {
  const month = '2026-10'
  const cell = (amount: number) => ({ entries: 1, amount, notCounted: 2, sampled: 3, estimated: 4 })
  const of = (scope: string, amount: number) => ({ scope, month, cells: { all: cell(amount) } })
  const sites = [of('site/banbury', 1), of('site/bicester', 10), of('site/thame', 100), of('site/home', 1000)]
  const sums = sumsOfPlaces(sites, AREAS)
  const amounts = Object.fromEntries(sums.map(({ scope, cells }) => [scope, cells['all']?.amount]))
  expect(amounts).toEqual({
    'site/banbury': 1,
    'site/bicester': 10,
    'site/thame': 100,
    'site/home': 1000,
    'area:Cherwell': 11,
    'area:South': 100,
    [EVERYWHERE]: 1111,
  })
  expect(addedUp(sites, 'x')).toEqual([
    {
      scope: 'x',
      month,
      cells: { all: { entries: 4, amount: 1111, notCounted: 8, sampled: 12, estimated: 16 } },
    },
  ])
})
