import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { attendanceByAge, type Reaching, reachingSchema } from '#domain/place/attendance-by-age.ts'
import { participation } from '#domain/place/participation.ts'
import type { CommunityProfile } from '#domain/place/profile-records.ts'
import { gapsToFill } from '#domain/place/reach-gaps.ts'
import type { AgeBand } from '#domain/records/vocabulary.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { oxfordshire } from '#support/reference.ts'
import { aSession } from '#support/sessions.ts'

const all = await oxfordshire()
const profiles = all('community-profile').map(({ body }) => body)
const here = profiles.find(({ siteId }) => siteId === 'site/wychwood')
const county = profiles.find(({ areaType }) => areaType === 'county')
if (here === undefined || county === undefined) throw new Error('the reference data lacks a profile')

const RESIDENTS = { '0-4': 60, '5-11': 90, '12-17': 80, '18+': 770 }

function session(ages: Partial<Record<AgeBand, number>>, more: Partial<WrittenSession> = {}): Reaching {
  const counts = { '0': { split: 'age' as const, byAge: ages, stated: null } }
  return v.parse(reachingSchema, aSession({ counts, ...more }))
}
const at = (scope: string, ...sessions: readonly Reaching[]) =>
  sessions.map((one) => ({ scope, session: one }))

const gaps = (reached: ReturnType<typeof at>, area: CommunityProfile = here) => {
  const own = reached.filter(({ scope }) => scope === 'site/wychwood').map((one) => one.session)
  return gapsToFill({
    siteId: 'site/wychwood',
    participation: participation(attendanceByAge(own, 'split'), RESIDENTS),
    here: area,
    county,
    reached,
    similarIds: ['site/north-leigh'],
    presets: all('preset'),
    targetGroups: all('target-group'),
    figures: all('profile-figure'),
    actions: all('plan-action'),
  })
}

const rhymes = Array.from({ length: 60 }, () => session({ '0-4': 6, '25-64': 2 }))

describe('gaps to fill', () => {
  test('an age that comes less than its share is named, with the kinds of session there are for it', () => {
    const teens = session({ '12-17': 9 }, { audience: '12-17', presetId: 'preset/teen-group' })
    const found = gaps([
      ...at('site/wychwood', ...rhymes),
      ...at('site/north-leigh', teens, teens),
      ...at('site/banbury', teens),
    ])
    const adults = found.find(({ id }) => id === 'age/18+')
    expect(adults?.sentence).toMatch(/^Adults come less than their share/)
    expect(adults?.here).toEqual([
      { siteId: 'site/wychwood', presetId: 'preset/baby-toddler-rhyme', sessions: 60 },
    ])
    expect(adults?.actionIds).toContain('action/SDP22-10')
    const young = found.find(({ id }) => id === 'age/12-17')
    expect(young?.here).toEqual([])
    expect(young?.elsewhere).toEqual([
      { siteId: 'site/north-leigh', presetId: 'preset/teen-group', sessions: 2 },
    ])
    expect(young?.actionIds).toContain('action/SDP22-24')
  })

  test('a group that lives here more than in the county, and that nothing was planned for, is named', () => {
    const rural = gaps(at('site/wychwood', ...rhymes)).find(({ id }) => id === 'target-group/rural')
    expect(rural?.sentence).toMatch(/none of the 60 sessions in this time was planned for them/)
    const texts = all('plan-action').flatMap(({ id, body }) =>
      rural?.actionIds.includes(id) ? body.text : [],
    )
    expect(texts.length).toBeGreaterThan(1)
    for (const text of texts) expect(text).toMatch(/Including Everyone|rural communities/i)
    const planned = session({ '0-4': 3 }, { targetGroupIds: ['target-group/rural'] })
    const found = gaps(at('site/wychwood', ...rhymes, planned))
    expect(found.map(({ id }) => id)).not.toContain('target-group/rural')
  })

  test('figures of parts are added up, and a kind of session that is for a group by what it is reaches it', () => {
    const more = { ...here.figures, pct_asian: 10, pct_black: 4, pct_mixed: 3, pct_other_ethnic_group: 2 }
    const area = { ...here, figures: { ...more, residents: 1000, est_age_75_84: 150, est_age_85_plus: 50 } }
    const groups = gaps(at('site/wychwood', ...rhymes), area)
    const sentenceOf = (id: string) => groups.find((one) => one.id === `target-group/${id}`)?.sentence
    expect(sentenceOf('ethnic-groups')).toMatch(
      /ethnic groups: 19\.0\s% here by “.+”, “.+”, “.+”, “.+” \(the county/,
    )
    expect(sentenceOf('not-online')).toMatch(/not online: 20\.0\s% here by “75 to 84”, “85 and over”/)
    // Rhymes are for new families, whoever marked them.
    expect(sentenceOf('new-families')).toBeUndefined()
    const digital = groups.find(({ id }) => id === 'target-group/not-online')
    const named = all('plan-action').filter(({ id }) => digital?.actionIds.includes(id))
    expect(named.some(({ body }) => body.text.includes('digital exclusion'))).toBe(true)

    const course = session({ '65+': 4 }, { presetId: 'preset/digital-class', audience: 'adult' })
    const after = gaps(at('site/wychwood', ...rhymes, course), area)
    expect(after.map(({ id }) => id)).not.toContain('target-group/not-online')
    const elsewhere = gaps([...at('site/wychwood', ...rhymes), ...at('site/north-leigh', course)], area)
    expect(elsewhere.find(({ id }) => id === 'target-group/not-online')?.elsewhere).toEqual([
      { siteId: 'site/north-leigh', presetId: 'preset/digital-class', sessions: 1 },
    ])
  })

  test('a group of which one figure is not known is not judged', () => {
    const area = { ...here, figures: { ...here.figures, est_age_85_plus: null, est_age_75_84: 4000 } }
    const found = gaps(at('site/wychwood', ...rhymes), area)
    expect(found.map(({ id }) => id)).not.toContain('target-group/not-online')
  })

  test('from few sessions nothing is computed', () => {
    expect(gaps(at('site/wychwood', ...rhymes.slice(0, 3)))).toEqual([])
    expect(gaps([])).toEqual([])
  })
})
