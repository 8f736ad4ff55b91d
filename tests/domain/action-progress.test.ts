import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  milestonesInOrder,
  readEvidence,
  readMilestoneForm,
  readProgress,
  removedSteps,
  shownEvidence,
  tickMilestone,
  typedProgress,
  withMilestone,
  withRemoved,
} from '#domain/plan/action-progress.ts'
import { actionChangeInWords } from '#domain/plan/action-words.ts'
import { ACTION_STATUSES, type PlanAction } from '#domain/plan/plan-action.ts'
import { checkBody } from '#domain/records/registry.ts'
import { QUARTERS } from '#domain/time/quarter.ts'
import { localDate } from '#domain/time/local-date.ts'
import { anExample } from '#support/standing.ts'

const today = localDate('2026-10-14')
const { body: action } = anExample('plan-action', { status: null, doneOn: null, statusNote: null })
const typed = { ...typedProgress(action), status: 'on-track' }

test('a status that worries asks for a sentence why; the others may go without', () => {
  const asks = ACTION_STATUSES.filter(
    (status) => !readProgress({ ...typed, status, doneOn: '2026-10-01' }, today).ok,
  )
  expect(asks).toEqual(['at-risk', 'late', 'stopped'])
  expect(readProgress({ ...typed, status: 'late', statusNote: 'No consent yet' }, today).ok).toBe(true)
})

test('done asks for the day, which is not still to come', () => {
  const done = { ...typed, status: 'done' }
  const problem = (doneOn: string) => readProgress({ ...done, doneOn }, today)
  expect(problem('')).toEqual({ ok: false, problems: { doneOn: 'Say on which day it was done.' } })
  expect(problem('2026-10-15')).toEqual({ ok: false, problems: { doneOn: 'This day is still to come.' } })
  expect(problem('2026-10-14')).toMatchObject({ ok: true, changes: { doneOn: '2026-10-14' } })
})

test('whatever is typed becomes a body that can be kept, and only what is done has a day', () => {
  const text = fc.oneof(fc.constant(''), fc.string({ maxLength: 220 }))
  fc.assert(
    fc.property(
      fc.record({
        status: fc.constantFrom('', 'nonsense', ...ACTION_STATUSES),
        statusNote: text,
        owner: text,
        doneOn: fc.constantFrom('', '2026-02-30', '2026-10-14', '2027-01-01'),
        siteIds: fc.subarray(['site/banbury', 'site/bicester']),
      }),
      (said) => {
        const read = readProgress(said, today)
        if (!read.ok) {
          expect(Object.values(read.problems)).not.toHaveLength(0)
          return
        }
        expect(checkBody('plan-action', { ...action, ...read.changes })).toMatchObject({ ok: true })
        expect(read.changes.doneOn === null).toBe(read.changes.status !== 'done')
      },
    ),
  )
})

test('milestones stand in the order they are due, and a tick changes one and no other', () => {
  const milestone = fc.record({
    text: fc.constantFrom('Launch', 'Spoke in Banbury'),
    due: fc.constantFrom(null, ...QUARTERS),
    doneOn: fc.constantFrom(null, today),
  })
  fc.assert(
    fc.property(fc.array(milestone, { maxLength: 6 }), fc.nat(5), (list, at) => {
      let all: PlanAction = { ...action, milestones: {} }
      for (const [index, one] of list.entries()) all = withMilestone(all, `m${index}`, one)
      const turns = milestonesInOrder(all).map(([, { due }]) => (due === null ? 9 : QUARTERS.indexOf(due)))
      expect(turns).toEqual(turns.toSorted((a, b) => a - b))
      const ticked = tickMilestone(all, `m${at}`, today)
      expect(Object.keys(ticked.milestones ?? {})).toEqual(Object.keys(all.milestones ?? {}))
      for (const [key, one] of Object.entries(all.milestones ?? {})) {
        expect(ticked.milestones?.[key]).toEqual(key === `m${at}` ? { ...one, doneOn: today } : one)
      }
    }),
  )
})

test('evidence is a note, with a web address or none', () => {
  expect(readEvidence(' Minutes ', '', today)).toEqual({
    ok: true,
    evidence: { note: 'Minutes', link: null, on: today },
  })
  expect(readEvidence('', 'https://example.org', today)).toMatchObject({ ok: false, field: 'note' })
  expect(readEvidence('x'.repeat(201), '', today)).toMatchObject({ ok: false, field: 'note' })
  for (const link of ['example.org', 'javascript:alert(1)', 'ftp://example.org']) {
    expect(readEvidence('Minutes', link, today)).toMatchObject({ ok: false, field: 'link' })
  }
  expect(readEvidence('Minutes', 'https://example.org/a', today).ok).toBe(true)
})

test('evidence may be an entry or a measure, of one milestone', () => {
  const shows = { recordId: '0199e0a0-0000-7000-8000-c00000000151', milestone: 'consent' }
  expect(readEvidence('Knit and natter', '', today, shows)).toEqual({
    ok: true,
    evidence: { note: 'Knit and natter', link: null, on: today, ...shows },
  })
  expect(readEvidence('', '', today, { measureId: '3.5' })).toMatchObject({ ok: false, field: 'note' })
})

test('a change is said in words: statuses, quarters, sites, milestones, evidence and moves', () => {
  const about = { today, names: (id: string) => id.slice(5) }
  const said = (path: string, was: unknown, now: unknown) => actionChangeInWords(path, was, now, about)
  expect(said('status', 'on-track', 'late')).toBe('Status: from On track to Late')
  expect(said('status', null, 'late')).toBe('Status: from nothing to Late')
  expect(said('owner', null, 'Property')).toBe('Owner: from nothing to Property')
  expect(said('quarters', ['Q2'], [])).toBe('Quarters: from Q2 · Jul–Sep to No quarter in the plan')
  expect(said('siteIds', [], ['site/banbury'])).toBe('Sites concerned: from the whole service to banbury')
  const launch = { text: 'Launch', due: 'Q1', doneOn: null }
  expect(said('milestones/a', launch, { ...launch, doneOn: '2026-10-14' })).toBe(
    'Milestone: from Launch, due in Q1, to do to Launch, due in Q1, done on Wed 14 Oct',
  )
  expect(said('evidence/a', null, { note: 'Minutes', link: null, on: '2026-10-14' })).toBe(
    'Evidence: from nothing to Minutes',
  )
  const move = { on: '2026-10-14', from: ['Q2'], to: ['Q3'], reason: 'Late consent', by: 'Asha' }
  expect(said('moves', [], [move])).toBe(
    'Moved: from Q2 · Jul–Sep to Q3 · Oct–Dec on Wed 14 Oct by Asha: Late consent',
  )
})

const shows = (note: string, on: string, more = {}) => ({ note, link: null, on: localDate(on), ...more })
const removed = { on: today, by: 'Asha' }

test('evidence stands oldest first, of one day as it was added, and what was taken out does not stand', () => {
  const evidence = {
    b: shows('Second', '2026-05-01'),
    c: shows('Third', '2026-06-01'),
    a: shows('First', '2026-05-01'),
    d: shows('Gone', '2026-04-01', { removed }),
    e: shows('Back', '2026-04-02', { removed: null }),
  }
  const order = shownEvidence({ ...action, evidence }).map(([, { note }]) => note)
  expect(order).toEqual(['Back', 'First', 'Second', 'Third'])
  expect(shownEvidence({ ...action, evidence: null })).toEqual([])
})

test('milestones due together stand as they were added, those without a quarter last', () => {
  const step = (text: string, due: 'Q1' | 'Q2' | null) => ({ text, due, doneOn: null })
  const milestones = { c: step('C', 'Q2'), a: step('A', null), b: step('B', 'Q2'), d: step('D', 'Q1') }
  expect(milestonesInOrder({ ...action, milestones }).map(([key]) => key)).toEqual(['d', 'b', 'c', 'a'])
  expect(milestonesInOrder({ ...action, milestones: null })).toEqual([])
})

test('what is taken out is kept with who did it, and can be put back', () => {
  const steps = { a: shows('First', '2026-05-01'), b: shows('Second', '2026-05-02') }
  const without = withRemoved(steps, 'a', removed)
  expect(without).toEqual({ ...steps, a: { ...steps.a, removed } })
  expect(removedSteps(without)).toEqual([['a', without['a'], removed]])
  expect(removedSteps(withRemoved(without, 'a', null))).toEqual([])
  expect(withRemoved(steps, 'z', removed)).toEqual(steps)
  expect(withRemoved(null, 'z', removed)).toEqual({})
  expect(removedSteps(null)).toEqual([])
})

test('a milestone says what is to be reached, in a line, and is due in a quarter or in none', () => {
  expect(readMilestoneForm(' Launch ', 'Q1')).toEqual({ ok: true, milestone: { text: 'Launch', due: 'Q1' } })
  expect(readMilestoneForm('Launch', '')).toEqual({ ok: true, milestone: { text: 'Launch', due: null } })
  expect(readMilestoneForm('x'.repeat(200), 'Q9').ok).toBe(true)
  const words = 'Say in up to 200 characters what is to be reached.'
  expect(readMilestoneForm('  ', 'Q1')).toEqual({ ok: false, words })
  expect(readMilestoneForm('x'.repeat(201), 'Q1')).toEqual({ ok: false, words })
})

test('what is typed at too great length is told where it was typed', () => {
  const long = 'x'.repeat(201)
  expect(readProgress({ ...typed, statusNote: long, owner: long }, today)).toEqual({
    ok: false,
    problems: { statusNote: 'Keep it under 200 characters.', owner: 'Keep it under 200 characters.' },
  })
  expect(readProgress({ ...typed, owner: 'x'.repeat(200) }, today).ok).toBe(true)
})
