import { expect, test } from 'vitest'
import { buildingList } from '#domain/plan/building-list.ts'
import { championList } from '#domain/plan/champion-list.ts'
import { GATE_SETS, gatesOf, readGateSet } from '#domain/plan/gate-sets.ts'
import { PLAN_REVIEWS, reviewsFor } from '#domain/plan/plan-reviews.ts'
import { plannedProgramme } from '#domain/plan/planned-programme.ts'
import { reviewProgramme } from '#domain/plan/programme-review.ts'
import { schoolsReached } from '#domain/plan/schools-reached.ts'
import type { Body } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { anExample } from '#support/standing.ts'

const TODAY = localDate('2026-10-14')

const carers = anExample(
  'target-group',
  { name: 'Carers', presetIds: ['preset/carers'] },
  { id: 'target-group/carers' },
)
const arrivals = anExample(
  'target-group',
  { name: 'New arrivals', presetIds: null },
  { id: 'target-group/arrivals' },
)
const groups = [carers, arrivals]

const held = (more: Body = {}, scope = 'site/a') => {
  const { body } = anExample('event-session', {
    presetId: 'preset/rhyme',
    audience: '0-4',
    counts: { door: { split: 'none', total: 10 } },
    targetGroupIds: [],
    staffMinutes: null,
    costPence: null,
    onlinePeak: null,
    ...more,
  })
  return { scope, session: body }
}
const everyone = { groups, siteIds: ['site/a', 'site/b'], forWhom: 'everyone' } as const

test('a kind of session says how many came, for whom, and of how many sessions its cost is known', () => {
  const { rows } = reviewProgramme(
    [
      held({ staffMinutes: 60, costPence: 500 }),
      held({ counts: {}, staffMinutes: 0 }, 'site/b'),
      held({ audience: '5-11', targetGroupIds: ['target-group/arrivals'] }),
    ],
    everyone,
  )
  expect(rows).toEqual([
    {
      presetId: 'preset/rhyme',
      sessions: 3,
      attendances: 20,
      notCounted: 1,
      sites: 2,
      audiences: ['0-4', '5-11'],
      groupIds: ['target-group/arrivals'],
      staffMinutes: 60,
      withStaffTime: 2,
      costPence: 500,
      withCost: 1,
    },
  ])
})

test('a session that was not held, was only hired out, or that nobody came to is not in a review', () => {
  const { rows, missing } = reviewProgramme(
    [
      held({ heldState: 'cancelled', counts: {} }),
      held({ runBy: 'hired' }),
      held({ counts: { door: { split: 'none', total: 0 } } }),
    ],
    everyone,
  )
  expect(rows).toEqual([])
  expect(missing.siteIds).toEqual(['site/a', 'site/b'])
})

test('kinds stand by how often they were held, and what no session was for is missing', () => {
  const { rows, missing } = reviewProgramme(
    [
      held({ presetId: 'preset/z', audience: 'adult' }),
      held({ presetId: 'preset/carers', audience: 'adult' }),
      held(),
      held(),
    ],
    everyone,
  )
  expect(rows.map(({ presetId }) => presetId)).toEqual(['preset/rhyme', 'preset/carers', 'preset/z'])
  // The kind itself is for carers.
  expect(rows[1]?.groupIds).toEqual(['target-group/carers'])
  expect(missing).toEqual({
    audiences: ['5-11', '12-17', '65+', 'all'],
    groupIds: ['target-group/arrivals'],
    siteIds: ['site/b'],
  })
})

test('a review can be of those under 18 or of one group alone', () => {
  const sessions = [
    held({ audience: 'adult', presetId: 'preset/carers' }),
    held({ audience: '12-17', presetId: 'preset/teens' }),
    held({ audience: '5-11', presetId: 'preset/lego', targetGroupIds: ['target-group/carers'] }),
  ]
  const of = (forWhom: string) => reviewProgramme(sessions, { ...everyone, forWhom })
  expect(of('under-18').rows.map(({ presetId }) => presetId)).toEqual(['preset/lego', 'preset/teens'])
  expect(of('under-18').missing.audiences).toEqual(['0-4'])
  expect(of('target-group/carers').rows.map(({ presetId }) => presetId)).toEqual([
    'preset/carers',
    'preset/lego',
  ])
  expect(of('target-group/arrivals').rows).toEqual([])
})

const series = (id: string, changes: Body, scope = 'site/a') =>
  anExample('series', { targetGroupIds: [], startTime: '10:30', ...changes }, { id, scope })
const YEAR = { first: localDate('2026-04-01'), last: localDate('2027-03-31') }

test('a programme is the series that go on in its year, by weekday, hour and name', () => {
  const presets = [anExample('preset', { audiences: ['0-4', 'all'] }, { id: 'preset/rhyme' })]
  const kinds = { presets, groups, siteIds: ['site/a', 'site/b'] }
  const on = (fromDay: string, untilDay: string | null) => ({
    fromDay: localDate(fromDay),
    untilDay: untilDay === null ? null : localDate(untilDay),
    presetId: 'preset/rhyme',
  })
  const { planned, missing, targeted } = plannedProgramme(
    {
      ...kinds,
      series: [
        series('late', { ...on('2026-01-01', null), weekday: 'tue', startTime: '14:00' }),
        series('b', { ...on('2027-03-31', null), weekday: 'tue', title: 'B' }),
        series('a', {
          ...on('2020-01-01', '2026-04-01'),
          weekday: 'tue',
          title: 'A',
          presetId: 'preset/carers',
        }),
        series('monday', {
          ...on('2026-05-01', null),
          weekday: 'mon',
          targetGroupIds: ['target-group/carers'],
        }),
        series('before', { ...on('2020-01-01', '2026-03-31') }),
        series('after', { ...on('2027-04-01', null) }),
      ],
    },
    YEAR,
  )
  expect(planned.map(({ kept }) => kept.id)).toEqual(['monday', 'a', 'b', 'late'])
  expect(planned.map(({ audience }) => audience)).toEqual(['0-4', null, '0-4', '0-4'])
  expect(planned.map(({ groupIds }) => groupIds.length)).toEqual([1, 1, 0, 0])
  expect(targeted).toBe(2)
  expect(missing).toEqual({
    audiences: ['5-11', '12-17', 'adult', '65+', 'all'],
    groupIds: ['target-group/arrivals'],
    siteIds: ['site/b'],
  })
})

const school = (id: string, name: string, phase = 'primary') => anExample('school', { name, phase }, { id })
const visit = (changes: Body) =>
  anExample('class-visit', { direction: 'class-to-library', schoolId: null, schoolName: null, ...changes })
    .body

test('a school is reached by a visit that names it, by link or by the name typed; a loan box reaches nobody', () => {
  const schools = [
    school('1', 'Birch', 'secondary'),
    school('2', 'Cedar'),
    school('3', 'Alder'),
    school('4', 'Elm', 'early-years'),
    school('5', 'Fir'),
  ]
  const visits = [
    visit({ schoolId: '2' }),
    visit({ schoolName: ' FIR ' }),
    visit({ schoolName: ' Hazel ' }),
    visit({ schoolId: '1', direction: 'loan-box' }),
    visit({}),
  ]
  const { reached, notReached, notListed } = schoolsReached(schools, visits)
  expect(reached.map(({ id }) => id)).toEqual(['2', '5'])
  expect(notReached.map(({ id }) => id)).toEqual(['4', '3', '1'])
  expect(notListed).toEqual(['Hazel'])
})

const work = (id: string, what: string, day: string, scope = 'site/a') =>
  anExample('place-action', { what, stage: 'approved', day: localDate(day) }, { id, scope })

test('work stands by its stage, carbon first and the newest before older; upkeep and events are none', () => {
  const { rows, nothingAt } = buildingList(
    [
      work('gate', 'gate', '2026-10-01'),
      work('old', 'energy', '2026-05-01'),
      work('d2', 'energy', '2026-06-01'),
      work('d1', 'energy', '2026-06-01'),
      work('upkeep', 'garden-session', '2026-06-01'),
      work('repair', 'repair', '2026-06-01', 'site/b'),
      work('display', 'display', '2026-06-01', 'site/b'),
    ],
    ['site/b', 'site/a'],
  )
  expect(nothingAt).toEqual(['site/b'])
  expect(rows.map(({ siteId }) => siteId)).toEqual(['site/a'])
  expect(rows[0]?.byStage.get('approved')?.map(({ id }) => id)).toEqual(['d1', 'd2', 'old', 'gate'])
  expect(rows[0]?.byStage.get('done')).toBeUndefined()
})

test('a champion is one up to their last day, at a site or for the whole service', () => {
  const champion = (id: string, until: string | null, siteId: string | null) =>
    anExample('champion', { until: until === null ? null : localDate(until), siteId }, { id })
  const { everywhere, rows, nobodyAt } = championList(
    [
      champion('a', null, 'site/a'),
      champion('today', '2026-10-14', 'site/a'),
      champion('gone', '2026-10-13', 'site/b'),
      champion('all', null, null),
    ],
    ['site/a', 'site/b'],
    TODAY,
  )
  expect(everywhere.map(({ id }) => id)).toEqual(['all'])
  expect(rows.map(({ siteId, champions }) => [siteId, champions.map(({ id }) => id)])).toEqual([
    ['site/a', ['a', 'today']],
  ])
  expect(nobodyAt).toEqual(['site/b'])
})

test('usual steps keep their order, and are due in the plan’s quarters only where each has its own', () => {
  expect(gatesOf('review', ['Q1', 'Q2'], ['k2', 'k1'])).toEqual({
    k1: { text: 'Reviewed', due: 'Q1', doneOn: null },
    k2: { text: 'Design agreed', due: 'Q2', doneOn: null },
  })
  expect(Object.values(gatesOf('review', ['Q3'], ['k1', 'k2'])).map(({ due }) => due)).toEqual([null, null])
  expect(Object.values(gatesOf('capital', [], ['1', '2', '3', '4', '5', '6', '7']))).toHaveLength(7)
  for (const { label, gates } of Object.values(GATE_SETS)) {
    expect(label).not.toBe('')
    expect(new Set(gates).size).toBe(gates.length)
  }
  expect(readGateSet('procurement')).toBe('procurement')
  expect(readGateSet('')).toBeNull()
})

test('a review is offered for an action whose wording asks for it, however it is written', () => {
  const keys = (text: string) => reviewsFor(text).map(({ key }) => key)
  expect(keys('Review the ENGAGEMENT programme')).toEqual(['programme', 'planned'])
  expect(keys('Improve what is offered to schools')).toEqual(['schools'])
  expect(keys('Complete the Asset Development Plan')).toEqual(['buildings'])
  expect(keys('Build on Making Every Contact Count')).toEqual(['champions'])
  expect(keys('Review storage')).toEqual([])
  for (const { key, title, says, path } of PLAN_REVIEWS) {
    expect(path).toBe(`/plan/review/${key}`)
    expect(title.length).toBeGreaterThan(3)
    expect(says).toMatch(/^[A-Z].*\.$/)
  }
})
