import { describe, expect, test } from 'vitest'
import { areasMet, awayByCommunity, contactsByArea } from '#domain/place/reach-away.ts'
import { shippedAreas } from '#support/areas.ts'
import { oxfordshire } from '#support/reference.ts'

const file = await shippedAreas()
const all = await oxfordshire()
const profiles = all('community-profile')
const [near, far] = file.areas
if (near === undefined || far === undefined) throw new Error('no neighbourhoods')
const siteId = 'site/wychwood'
const met = [
  { siteId, lsoaCode: near.code, contacts: 30 },
  { siteId, lsoaCode: far.code, contacts: 40 },
  { siteId, lsoaCode: near.code, contacts: 5 },
  { siteId, lsoaCode: null, contacts: 8 },
  { siteId, lsoaCode: 'E99999999', contacts: 2 },
]

describe('outreach by area', () => {
  test('contacts are added up by neighbourhood, most first, for each 1,000 who live there', () => {
    const { areas, unplaced } = areasMet(file, met)
    expect(areas.map(({ area, contacts }) => [area.code, contacts])).toEqual([
      [far.code, 40],
      [near.code, 35],
    ])
    // 35 contacts, 1,858 residents.
    expect(areas[1]?.perThousand).toBeCloseTo(18.84, 2)
    expect(unplaced).toBe(10)
    expect(contactsByArea(met).get('E99999999')).toBe(2)
    expect(areasMet(file, [])).toEqual({ areas: [], unplaced: 0 })
  })

  test('they count for the community they were in and not for the library that went there', () => {
    const communities = awayByCommunity(areasMet(file, met).areas, [], profiles)
    const contacts = communities.flatMap((one) => (one.contacts > 0 ? [[one.siteId, one.contacts]] : []))
    const libraries = new Set([near, far].map((area) => file.libraries[area.library]))
    expect(new Set(contacts.map(([id]) => id))).toEqual(libraries)
    expect(contacts.reduce((sum, [, people]) => sum + Number(people), 0)).toBe(75)
  })
})

describe('digital help by area', () => {
  test('it counts for the community of the library it was given at, for each 1,000 who live there', () => {
    const helped = [
      { siteId: 'site/abingdon', people: 20 },
      { siteId: 'site/abingdon', people: 31 },
      { siteId: 'site/home-library-service', people: 4 },
    ]
    const communities = awayByCommunity([], helped, profiles)
    expect(communities).toHaveLength(44)
    const most = communities.at(-1)
    expect(most).toMatchObject({ siteId: 'site/abingdon', helped: 51, contacts: 0 })
    // 51 people, 50,503 residents.
    expect(most?.helpedPerThousand).toBeCloseTo(1.01, 2)
  })

  test('the communities that had least for their residents come first', () => {
    const communities = awayByCommunity(areasMet(file, met).areas, [{ siteId, people: 9 }], profiles)
    const rates = communities.map(
      ({ contactsPerThousand, helpedPerThousand }) => Number(contactsPerThousand) + Number(helpedPerThousand),
    )
    expect(rates).toEqual(rates.toSorted((a, b) => a - b))
    expect(rates[0]).toBe(0)
  })

  test('where residents are not known there is no rate', () => {
    const unknown = profiles.map(({ body }) => ({ body: { ...body, figures: {} } }))
    expect(awayByCommunity([], [{ siteId, people: 9 }], unknown)[0]?.helpedPerThousand).toBeNull()
  })
})
