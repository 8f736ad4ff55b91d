import { describe, expect, test } from 'vitest'
import { type Area, areaValue, onMap } from '#domain/place/area-file.ts'
import { findPostcode } from '#domain/place/find-postcode.ts'
import { drawAreas, type Point } from '#server/reference/draw-areas.ts'
import { shippedAreas } from '#support/areas.ts'
import { oxfordshire } from '#support/reference.ts'

const file = await shippedAreas()
const all = await oxfordshire()
const profiles = all('community-profile').map(({ body }) => body)
const siteNames = new Map(all('site').map(({ id, body }) => [id, body.name]))

const ADDED_UP = ['residents', 'households', 'age_0_15', 'age_16_24', 'age_25_34', 'age_35_49'] as const
const sumOf = (areas: readonly Area[], code: string) =>
  areas.reduce((sum, area) => sum + (areaValue(file, area, code) ?? 0), 0)

describe('neighbourhoods', () => {
  test('there are 428, each with a library, a district, a border and every figure', () => {
    expect(file.areas).toHaveLength(428)
    expect(file.libraries).toHaveLength(44)
    for (const area of file.areas) {
      expect(siteNames.has(file.libraries[area.library] ?? '')).toBe(true)
      expect(file.districts[area.district]).toBeDefined()
      expect(area.path).toMatch(/^(M\d+ \d+l[\d -]+z)+$/)
      expect(area.values).toHaveLength(file.figures.length)
      expect(area.values.filter((value) => value === null)).toEqual([])
    }
  })

  test('those of each library add up to its published profile', () => {
    for (const [index, siteId] of file.libraries.entries()) {
      const own = file.areas.filter(({ library }) => library === index)
      const profile = profiles.find((one) => one.siteId === siteId)
      expect(own).toHaveLength(Number(profile?.figures['lsoas']))
      for (const code of [...ADDED_UP, 'age_50_64', 'age_65_plus']) {
        expect(sumOf(own, code), `${siteId} ${code}`).toBe(profile?.figures[code])
      }
    }
  })

  test('those of each district add up to its published totals, and all of them to the county’s', () => {
    for (const [index, name] of file.districts.entries()) {
      const own = file.areas.filter(({ district }) => district === index)
      const profile = profiles.find((one) => one.areaType === 'district' && one.areaName === name)
      for (const code of ADDED_UP) expect(sumOf(own, code)).toBe(profile?.figures[code])
    }
    expect(sumOf(file.areas, 'residents')).toBe(725_277)
    // The census published this for the county; it changes small counts at random.
    expect(Math.abs(sumOf(file.areas, 'residents') - 725_314)).toBeLessThanOrEqual(37)
  })

  test('every figure names a source the tablet has', () => {
    const sources = new Set(all('data-source').map(({ id }) => id))
    const named = [...file.sourceIds, ...file.figures.map(({ sourceId }) => sourceId)]
    expect(named.filter((id) => !sources.has(id))).toEqual([])
  })

  test('every library of the map lies on it', () => {
    for (const id of file.libraries) {
      const site = all('site').find((one) => one.id === id)?.body
      const [x, y] = onMap(file.map, {
        latitude: site?.latitude ?? 0,
        longitude: site?.longitude ?? 0,
      })
      expect(x > 0 && x < file.map.width && y > 0 && y < file.map.height, id).toBe(true)
    }
  })

  test('hours of the old list are there for the 44 libraries alone, one text a day', () => {
    expect(Object.keys(file.listedHours).toSorted()).toEqual([...file.libraries].toSorted())
    expect(file.listedHours['site/abingdon']?.days).toEqual([
      '09:00-19:00',
      '09:00-19:00',
      '09:00-19:00',
      '09:00-13:00',
      '09:00-19:00',
      '09:00-16:30',
      '',
    ])
  })
})

describe('postcodes', () => {
  const find = (typed: string) => findPostcode(file, typed)

  test('all 22,294 of the county are there, each once', () => {
    const units = Object.entries(file.postcodes).flatMap(([sector, byArea]) =>
      Object.values(byArea).flatMap((text) => (text.match(/../g) ?? []).map((unit) => sector + unit)),
    )
    expect(units).toHaveLength(22_294)
    expect(new Set(units).size).toBe(units.length)
  })

  test('one is found however it is spaced, with its neighbourhood and that one’s library', () => {
    for (const typed of ['OX14 2FB', 'ox142fb', ' ox14  2fb ', 'OX14-2FB']) {
      expect(find(typed)).toMatchObject({ found: 'here', postcode: 'OX14 2FB', area: { code: 'E01028744' } })
    }
  })

  test('one that lies nearer to another library says so', () => {
    expect(find('OX14 2FB')).toMatchObject({ libraryId: 'site/abingdon', nearerId: 'site/kennington' })
    expect(find('GL56 0PF')).toMatchObject({ libraryId: 'site/chipping-norton', nearerId: null })
  })

  test('what is no postcode is told apart from one that is not in the county', () => {
    expect(find('OX16')).toEqual({ found: 'not-a-postcode' })
    expect(find('')).toEqual({ found: 'not-a-postcode' })
    expect(find('somewhere')).toEqual({ found: 'not-a-postcode' })
    expect(find('SW1A 1AA')).toEqual({ found: 'not-in-county', postcode: 'SW1A 1AA' })
    expect(find('OX14 2ZZ')).toMatchObject({ found: 'not-in-county' })
  })
})

describe('drawing', () => {
  const wavy: Point[] = [
    [10, 0],
    [10.2, 3],
    [9.9, 6],
    [10, 10],
  ]
  const west = { area: 0, points: [[0, 0], ...wavy, [0, 10]] as Point[] }
  const east = { area: 1, points: [[20, 10], ...wavy.toReversed(), [20, 0]] as Point[] }

  test('two areas still meet after their border was simplified', () => {
    const drawing = drawAreas([west, east], 1)
    expect(drawing.paths).toEqual(['M10 0l0 10-10 0 0-10 10 0z', 'M10 10l0-10 10 0 0 10-10 0z'])
    expect(drawing.bordersWhere((areas) => areas.length === 2)).toBe('M10 0l0 10')
  })

  test('a border that bends by more than it may move keeps its bend', () => {
    expect(drawAreas([west, east], 0.01).bordersWhere((areas) => areas.length === 2)).toMatch(/l0 3/)
  })
})
