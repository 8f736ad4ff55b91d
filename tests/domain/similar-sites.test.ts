import { describe, expect, test } from 'vitest'
import { countyAreas, siteAreas, yardstick } from '#domain/place/compare-profiles.ts'
import { profileSentences } from '#domain/place/profile-words.ts'
import { likenessInWords, similarSites } from '#domain/place/similar-sites.ts'
import { oxfordshire } from '#support/reference.ts'

const all = await oxfordshire()
const sites = all('site')
const profiles = all('community-profile')
const figures = all('profile-figure')

describe('similar places', () => {
  test('every library has four others with a reason each, never itself and never twice', () => {
    for (const { id, body } of sites) {
      const similar = similarSites(id, sites, profiles)
      if (body.type !== 'library') {
        expect(similar).toEqual([])
        continue
      }
      expect(similar).toHaveLength(4)
      expect(new Set(similar.map(({ siteId }) => siteId)).size).toBe(4)
      expect(similar.map(({ siteId }) => siteId)).not.toContain(id)
      for (const { reasons } of similar) expect(reasons.length, body.name).toBeGreaterThan(0)
    }
  })

  test('reasons give both figures, so that anyone can check them', () => {
    const [first] = similarSites('site/wychwood', sites, profiles)
    for (const reason of first?.reasons ?? []) {
      expect(likenessInWords(reason)).toMatch(/^[\d.,]+ .+ \(here [\d.,]+\)$/)
    }
  })

  test('a village has villages beside it and a town has towns', () => {
    const rural = (siteId: string) =>
      Number(profiles.find(({ body }) => body.siteId === siteId)?.body.figures['ruc2021_pct_residents_rural'])
    for (const { siteId } of similarSites('site/wychwood', sites, profiles)) {
      expect(rural(siteId)).toBeGreaterThan(50)
    }
    for (const { siteId } of similarSites('site/blackbird-leys', sites, profiles)) {
      expect(rural(siteId)).toBeLessThan(50)
    }
  })

  test('a closed site is in nobody’s list', () => {
    const [first] = similarSites('site/wychwood', sites, profiles)
    const closed = sites.map((site) =>
      site.id === first?.siteId ? { ...site, body: { ...site.body, status: 'closed' as const } } : site,
    )
    const ids = similarSites('site/wychwood', closed, profiles).map(({ siteId }) => siteId)
    expect(ids).not.toContain(first?.siteId)
  })
})

describe('comparison', () => {
  const site = sites.find(({ id }) => id === 'site/abingdon')
  if (site === undefined) throw new Error('no Abingdon')
  const areas = siteAreas(site, profiles)
  if (areas === null) throw new Error('no profile')

  test('a community is set beside the county, its district, England or another community', () => {
    expect(yardstick(areas)?.areaName).toBe('Oxfordshire')
    expect(yardstick(areas, 'district')?.areaName).toBe('Vale of White Horse')
    expect(yardstick(areas, 'england')?.areaName).toBe('England')
    const witney = yardstick(areas, { siteId: 'site/witney' }, profiles)
    expect(witney?.areaName).toBe('Witney')
    expect(profileSentences(figures, areas, witney)[0]).toMatch(/; Witney’s community has /)
  })

  test('what is not there is stood in for by the usual one', () => {
    expect(yardstick(areas, { siteId: 'site/nowhere' }, profiles)?.areaName).toBe('Oxfordshire')
    const county = countyAreas(profiles)
    if (county === null) throw new Error('no county')
    expect(yardstick(county, 'district')?.areaName).toBe('England')
  })
})
