import { describe, expect, test } from 'vitest'
import {
  bodyBeforeMerge,
  type KeptForSite,
  type Merge,
  MERGE_PROBLEM_WORDS,
  mergedSite,
  mergeProblem,
  planMerge,
  reopenedSite,
} from '#domain/place/merge-sites.ts'
import { mergeInWords } from '#domain/place/merge-words.ts'
import { partsOf, siteAfterMerges, sitesInMerges } from '#domain/place/site-parts.ts'
import { mergeOf, type Site, site } from '#domain/place/site.ts'
import { accessProfile } from '#domain/records/kinds/access-profile.ts'
import { school } from '#domain/records/kinds/school.ts'
import { series } from '#domain/records/kinds/series.ts'
import { personOf, volunteer } from '#domain/records/kinds/volunteer.ts'
import { type BodyOf, checkBody, readBody, type RecordKind } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'

const LAST = localDate('2026-11-15')
const A_TO_B: Merge = { fromId: 'site/a', intoId: 'site/b', lastDay: LAST }

function bodyOf<Kind extends RecordKind>(kind: Kind, written: object): BodyOf<Kind> {
  const body = readBody(kind, { ...written })
  if (body === null) throw new Error(`no ${kind}`)
  return body
}

function aSite(id: string, part: Partial<Site> = {}): { id: string; body: Site } {
  return { id, body: { ...bodyOf('site', site.example), name: id, ...part } }
}

function merged(id: string, intoId: string, lastDay: string) {
  const { body } = aSite(id)
  return { id, body: mergedSite(body, { fromId: id, intoId, lastDay: localDate(lastDay) }, []) }
}

describe('what cannot be merged', () => {
  const sites = [
    aSite('site/a'),
    aSite('site/b'),
    aSite('site/closed', { status: 'closed', closedOn: localDate('2020-01-01') }),
    aSite('site/new', { openedOn: localDate('2026-12-01') }),
    aSite('site/prison', { type: 'prison-library' }),
    merged('site/gone', 'site/a', '2026-01-31'),
    merged('site/long-gone', 'site/gone', '2025-01-31'),
  ]
  test.each([
    ['into itself', { ...A_TO_B, intoId: 'site/a' }, 'into-itself'],
    ['into one that is closed', { ...A_TO_B, intoId: 'site/closed' }, 'into-closed'],
    ['into one that nothing is logged at', { ...A_TO_B, intoId: 'site/prison' }, 'into-closed'],
    ['into one that was merged into it', { ...A_TO_B, intoId: 'site/gone' }, 'in-a-ring'],
    ['into one that comes round to it', { ...A_TO_B, intoId: 'site/long-gone' }, 'in-a-ring'],
    ['when it is merged already', { ...A_TO_B, fromId: 'site/gone' }, 'already-merged'],
    ['when it is closed', { ...A_TO_B, fromId: 'site/closed' }, 'already-closed'],
    ['into one that opens later', { ...A_TO_B, intoId: 'site/new' }, 'before-opening'],
    ['into one that nobody knows', { ...A_TO_B, intoId: 'site/nowhere' }, 'no-site'],
  ] as const)('a site %s, and a sentence says why', (_, merge, problem) => {
    expect(mergeProblem(sites, merge)).toBe(problem)
    expect(MERGE_PROBLEM_WORDS[problem]).toMatch(/\.$/)
  })

  test('any other open site can be merged into', () => {
    expect(mergeProblem(sites, A_TO_B)).toBeNull()
  })
})

describe('whose entries count where', () => {
  const after = localDate('2026-11-16')

  test('a site that nothing was merged into has its own, whole', () => {
    const sites = [aSite('site/a'), aSite('site/b')]
    expect(partsOf(sites, 'site/a')).toEqual([{ scope: 'site/a', from: null, until: null }])
    expect(sitesInMerges(sites)).toEqual(new Set())
  })

  test('a merged site keeps what was until its last day, and the other has what came after', () => {
    const sites = [merged('site/a', 'site/b', LAST), aSite('site/b')]
    expect(partsOf(sites, 'site/a')).toEqual([{ scope: 'site/a', from: null, until: LAST }])
    expect(partsOf(sites, 'site/b')).toEqual([
      { scope: 'site/a', from: after, until: null },
      { scope: 'site/b', from: null, until: null },
    ])
    expect(sitesInMerges(sites)).toEqual(new Set(['site/a', 'site/b']))
  })

  test('what was merged twice counts at the site of its time', () => {
    const sites = [
      merged('site/a', 'site/b', '2025-03-31'),
      merged('site/b', 'site/c', LAST),
      aSite('site/c'),
    ]
    const ofA = (at: string) => partsOf(sites, at).find(({ scope }) => scope === 'site/a')
    expect(ofA('site/b')).toEqual({ scope: 'site/a', from: '2025-04-01', until: LAST })
    expect(ofA('site/c')).toEqual({ scope: 'site/a', from: after, until: null })
    expect(siteAfterMerges(sites, 'site/a')).toBe('site/c')
  })

  test('two sites that two tablets merged into each other lose nothing and end nowhere else', () => {
    const sites = [merged('site/a', 'site/b', LAST), merged('site/b', 'site/a', LAST)]
    const parts = ['site/a', 'site/b'].flatMap((at) => partsOf(sites, at))
    for (const scope of ['site/a', 'site/b']) {
      const days = parts.filter((part) => part.scope === scope)
      expect(days.map(({ from, until }) => [from, until])).toContainEqual([null, LAST])
      expect(days.map(({ from, until }) => [from, until])).toContainEqual([after, null])
    }
  })

  test('a merge that was undone counts no more', () => {
    const [gone] = [merged('site/a', 'site/b', LAST)]
    const sites = [{ id: gone.id, body: reopenedSite(gone.body) }, aSite('site/b')]
    expect(mergeOf(reopenedSite(gone.body))).toBeNull()
    expect(partsOf(sites, 'site/b')).toHaveLength(1)
  })
})

describe('what goes along', () => {
  const kept: KeptForSite = {
    series: [
      { id: 'series-1', body: { ...bodyOf('series', series.example), exceptions: {} } },
      { id: 'series-over', body: { ...bodyOf('series', series.example), untilDay: localDate('2026-07-01') } },
    ],
    volunteers: [{ id: 'volunteer-1', body: bodyOf('volunteer', volunteer.example) }],
    openingHours: [{ id: 'hours-1', body: bodyOf('access-profile', accessProfile.example) }],
    schools: [
      { id: 'school-1', body: { ...bodyOf('school', school.example), nearestSiteId: 'site/a' } },
      { id: 'school-2', body: { ...bodyOf('school', school.example), nearestSiteId: 'site/c' } },
    ],
    offices: [],
  }
  let made = 0
  const plan = planMerge(kept, A_TO_B, () => `new-${(made += 1)}`)

  test('a series that still runs ends with the last day and goes on the day after; one that is over stays', () => {
    expect(plan.changed.filter(({ kind }) => kind === 'series')).toMatchObject([
      { id: 'series-1', body: { untilDay: LAST } },
    ])
    expect(plan.made.filter(({ kind }) => kind === 'series')).toMatchObject([
      { body: { title: 'Rhyme Time', fromDay: '2026-11-16', untilDay: '2027-07-20' } },
    ])
  })

  test('a volunteer goes along by code, is one person in every figure, and is not called by name elsewhere', () => {
    const [one] = plan.made.filter(({ kind }) => kind === 'volunteer')
    expect(one?.body).toMatchObject({ code: 'WYC-04', knownAs: null, isUnder25: true })
    expect(personOf(one?.id ?? '')).toBe('volunteer-1')
    expect(one?.id).not.toBe('volunteer-1')
  })

  test('opening hours end, and only the schools of the site name the other one', () => {
    expect(plan.changed.filter(({ kind }) => kind === 'access-profile')).toMatchObject([
      { id: 'hours-1', body: { untilDay: LAST } },
    ])
    expect(plan.changed.filter(({ kind }) => kind === 'school')).toMatchObject([
      { id: 'school-1', body: { nearestSiteId: 'site/b' } },
    ])
  })

  test('everything it writes is sound, and undoing gives back what was, unless somebody changed it since', () => {
    for (const { kind, body } of [...plan.made, ...plan.changed]) expect(checkBody(kind, body).ok).toBe(true)
    const before = new Map(
      [...kept.series, ...kept.volunteers, ...kept.openingHours, ...kept.schools].map(({ id, body }) => [
        id,
        body,
      ]),
    )
    for (const { id, body } of plan.changed) {
      const step = plan.steps.find((one) => one.id === id)
      if (step === undefined) throw new Error(id)
      expect(bodyBeforeMerge(body, step, A_TO_B)).toEqual(before.get(id))
      const since = { ...body, until: '2030-01', untilDay: '2030-01-01', nearestSiteId: 'site/z' }
      expect(bodyBeforeMerge(since, step, A_TO_B)).toBeNull()
    }
  })

  test('it is told beforehand, sentence by sentence', () => {
    const words = mergeInWords(plan, { from: 'Ayton', into: 'Beeton', lastDay: LAST, today: LAST }).join(' ')
    expect(words).toContain('These series go on at Beeton: Rhyme Time.')
    expect(words).toContain('WYC-04')
    expect(words).not.toContain('Sam')
    expect(words).toContain('Fennick Primary School will have Beeton as the nearest library.')
  })
})
