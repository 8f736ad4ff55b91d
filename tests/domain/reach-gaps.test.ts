import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { attendanceByAge, type Reaching, reachingSchema } from '#domain/place/attendance-by-age.ts'
import { participation } from '#domain/place/participation.ts'
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

const gaps = (reached: ReturnType<typeof at>) => {
  const own = reached.filter(({ scope }) => scope === 'site/wychwood').map((one) => one.session)
  return gapsToFill({
    siteId: 'site/wychwood',
    participation: participation(attendanceByAge(own, 'split'), RESIDENTS),
    here,
    county,
    reached,
    similarIds: ['site/north-leigh'],
    presets: all('preset'),
    targetGroups: all('target-group'),
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
    expect(rural?.actionIds).toHaveLength(1)
    const [action] = all('plan-action').filter(({ id }) => id === rural?.actionIds[0])
    expect(action?.body.text).toContain('Including Everyone')
    const planned = session({ '0-4': 3 }, { targetGroupIds: ['target-group/rural'] })
    const found = gaps(at('site/wychwood', ...rhymes, planned))
    expect(found.map(({ id }) => id)).not.toContain('target-group/rural')
  })

  test('from few sessions nothing is computed', () => {
    expect(gaps(at('site/wychwood', ...rhymes.slice(0, 3)))).toEqual([])
    expect(gaps([])).toEqual([])
  })
})
