import { describe, expect, test } from 'vitest'
import { areaValue } from '#domain/place/area-file.ts'
import {
  areaByKey,
  boxAround,
  boxAt,
  boxOf,
  labelsThatFit,
  overlap,
  withMargin,
} from '#domain/place/area-geometry.ts'
import { MAP_THEMES, readMapTheme, shadeAreas, STEPS } from '#domain/place/area-shades.ts'
import { shippedAreas } from '#support/areas.ts'

const file = await shippedAreas()
const NOTHING = { outreachByArea: new Map(), rateBySite: new Map() }
const catchment = (siteId: string) => file.areas.filter(({ library }) => file.libraries[library] === siteId)

describe('shades', () => {
  test('the darkest step of deprivation is the most deprived fifth of England, and those are named', () => {
    const { areas } = shadeAreas(file, file.areas, 'deprivation', NOTHING)
    const darkest = areas.filter(({ step }) => step === 5)
    expect(darkest.length).toBeGreaterThan(5)
    for (const { area, words } of darkest) {
      const decile = areaValue(file, area, 'imd2025_decile')
      expect(decile).toBeLessThanOrEqual(2)
      expect(words).toBe(`decile ${decile}`)
    }
    expect(areas.filter(({ area }) => (areaValue(file, area, 'imd2025_decile') ?? 0) <= 2)).toHaveLength(
      darkest.length,
    )
  })

  test('steps of a share hold about a fifth of the county each, and rise with it', () => {
    for (const theme of ['children', 'older', 'languages', 'no-car'] as const) {
      const { areas } = shadeAreas(file, file.areas, theme, NOTHING)
      for (const step of STEPS) {
        const many = areas.filter((one) => one.step === step).length
        expect(many, `${theme} ${step}`).toBeGreaterThan(428 * 0.08)
        expect(many, `${theme} ${step}`).toBeLessThan(428 * 0.35)
      }
    }
  })

  test('a step means the same on the map of one library as on the county’s', () => {
    const county = shadeAreas(file, file.areas, 'older', NOTHING)
    const own = shadeAreas(file, catchment('site/wychwood'), 'older', NOTHING)
    expect(own.legend).toEqual(county.legend)
    for (const one of own.areas) expect(county.areas).toContainEqual(one)
  })

  test('where nothing was logged outreach is none, and where attendance is not known there is no figure', () => {
    const [first, second] = file.areas
    const own = {
      outreachByArea: new Map([[first?.code ?? '', 12]]),
      rateBySite: new Map([['site/abingdon', 240]]),
    }
    const outreach = shadeAreas(
      file,
      [first, second].flatMap((area) => area ?? []),
      'outreach',
      own,
    )
    expect(outreach.areas.map(({ step, words }) => [step, words])).toEqual([
      [3, '12 contacts'],
      [1, '0 contacts'],
    ])
    const reach = shadeAreas(file, file.areas, 'reach', own)
    expect(reach.hasGaps).toBe(true)
    for (const one of reach.areas) expect(one.step).toBe(one.libraryId === 'site/abingdon' ? 4 : 0)
  })

  test('every theme has five steps, each with its words, and what is no theme is deprivation', () => {
    for (const theme of MAP_THEMES) {
      const { legend } = shadeAreas(file, file.areas, theme, NOTHING)
      expect(new Set(legend.map(({ words }) => words)).size).toBe(5)
      expect(readMapTheme(theme)).toBe(theme)
    }
    expect(readMapTheme('hologram')).toBe('deprivation')
  })
})

describe('by keyboard', () => {
  const arrows = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']
  const reachedBy = (areas: Parameters<typeof areaByKey>[0], keys: readonly string[]) => {
    const reached = new Set([0])
    for (const at of reached) for (const key of keys) reached.add(areaByKey(areas, at, key) ?? at)
    return reached.size
  }

  test.each(file.libraries)('every area of %s can be reached with the arrow keys', (siteId) => {
    const areas = catchment(siteId)
    expect(reachedBy(areas, arrows)).toBe(areas.length)
  })

  test('every area of the county can be reached, and nearly all of them with the arrows alone', () => {
    expect(reachedBy(file.areas, [...arrows, 'PageDown'])).toBe(428)
    expect(reachedBy(file.areas, arrows)).toBeGreaterThanOrEqual(426)
  })

  test('an arrow goes the way it points and stays at the edge; other keys go through the list', () => {
    const points: readonly [number, number][] = [
      [0, 0],
      [10, 1],
      [1, 10],
    ]
    const areas = points.map((at) => ({ at }))
    expect(areaByKey(areas, 0, 'ArrowRight')).toBe(1)
    expect(areaByKey(areas, 0, 'ArrowDown')).toBe(2)
    expect(areaByKey(areas, 0, 'ArrowLeft')).toBe(0)
    expect(areaByKey(areas, 1, 'PageDown')).toBe(2)
    expect(areaByKey(areas, 2, 'PageDown')).toBe(2)
    expect(areaByKey(areas, 0, 'PageUp')).toBe(0)
    expect(areaByKey(areas, 2, 'Home')).toBe(0)
    expect(areaByKey(areas, 0, 'End')).toBe(2)
    expect(areaByKey(areas, 0, 'x')).toBeNull()
    expect(areaByKey([], 0, 'ArrowLeft')).toBe(0)
  })
})

describe('boxes', () => {
  test('a box goes around every ring, however it is drawn', () => {
    expect(boxOf({ path: 'M10 20l5 0 0-8zM0 0l-2 30z' })).toEqual({ left: -2, top: 0, right: 15, bottom: 30 })
    expect(boxAround([])).toEqual({ left: 0, top: 0, right: 0, bottom: 0 })
  })

  test('no two labels lie on each other or where none may lie, and the larger area keeps its own', () => {
    const square = (x: number, side: number) => ({
      at: [x, 0] as [number, number],
      path: `M${x} 0l${side} 0 0 ${side}z`,
    })
    const label = { width: 10, height: 10 }
    const taken = [boxAt([60, 0], label)]
    expect(labelsThatFit([square(0, 5), square(4, 50), square(30, 5), square(62, 90)], label, taken)).toEqual(
      new Set([1, 2]),
    )
  })

  test('all areas fill the map, and a label lies within its area’s box', () => {
    const whole = boxAround(file.areas)
    expect(whole.left).toBeGreaterThanOrEqual(0)
    expect(whole.right).toBeLessThanOrEqual(file.map.width + 1)
    expect(whole.bottom).toBeLessThanOrEqual(file.map.height + 1)
    const outside = file.areas.filter((area) => {
      const box = withMargin(boxOf(area), 0.05)
      const [x, y] = area.at
      return !overlap(box, { left: x - 1, top: y - 1, right: x + 1, bottom: y + 1 })
    })
    expect(outside.map(({ name }) => name)).toEqual([])
  })
})
