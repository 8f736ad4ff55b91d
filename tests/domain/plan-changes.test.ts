import { expect, test } from 'vitest'
import {
  milestonesInOrder,
  readEvidence,
  readProgress,
  readQuarter,
  tickMilestone,
  typedProgress,
  withMilestone,
} from '#domain/plan/action-progress.ts'
import { actionChangeInWords } from '#domain/plan/action-words.ts'
import { planTree, referredBranch } from '#domain/plan/plan-tree.ts'
import { prioritiesInWords, supportInWords } from '#domain/plan/plan-words.ts'
import { moveAction } from '#domain/plan/quarter-board.ts'
import { isClosed, overrideKey } from '#domain/plan/quarter-close.ts'
import { localDate } from '#domain/time/local-date.ts'
import { QUARTERS } from '#domain/time/quarter.ts'
import { anExample } from '#support/standing.ts'

const today = localDate('2026-10-14')
const action = anExample('plan-action', { milestones: {}, siteIds: [], quarters: ['Q1', 'Q2'] }).body
const typed = { ...typedProgress(action), status: 'on-track', statusNote: '', owner: '' }
const longest = 'x'.repeat(200)

test('what is typed of an action is kept without the blanks around it, and what is blank is not kept', () => {
  const said = { ...typed, statusNote: ' Going well ', owner: '  ', siteIds: ['site/banbury'] }
  expect(readProgress(said, today)).toEqual({
    ok: true,
    changes: {
      status: 'on-track',
      statusNote: 'Going well',
      owner: null,
      doneOn: null,
      siteIds: ['site/banbury'],
    },
  })
  const nothing = { ...action, status: null, statusNote: null, owner: null, doneOn: null, siteIds: null }
  expect(typedProgress(nothing)).toEqual({ status: '', statusNote: '', owner: '', doneOn: '', siteIds: [] })
})

test('a sentence and an owner have 200 characters, and each says so beside itself', () => {
  expect(readProgress({ ...typed, statusNote: longest, owner: longest }, today).ok).toBe(true)
  const problem = 'Keep it under 200 characters.'
  const tooLong = { ...typed, statusNote: `${longest}x`, owner: `${longest}x` }
  expect(readProgress(tooLong, today)).toEqual({
    ok: false,
    problems: { statusNote: problem, owner: problem },
  })
  expect(readProgress({ ...typed, status: 'late' }, today)).toEqual({
    ok: false,
    problems: { statusNote: 'Say in a sentence why.' },
  })
})

test('a milestone is added beside the others; a tick of one that is not there changes nothing', () => {
  expect(said('evidence/a', null, { note: 'It grows', link: null, on: '2026-10-14', measureId: '3.5' })).toBe(
    'Evidence: from nothing to It grows (measure 3.5)',
  )
  const launch = { text: 'Launch', due: 'Q1', doneOn: null } as const
  const spoke = { text: 'Spoke', due: 'Q1', doneOn: null } as const
  const both = withMilestone(withMilestone(action, 'b', launch), 'a', spoke)
  expect(both).toEqual({ ...action, milestones: { b: launch, a: spoke } })
  // Due in the same quarter, they stand by their keys, however they were written down.
  expect(milestonesInOrder(both).map(([key]) => key)).toEqual(['a', 'b'])
  const turned = withMilestone(withMilestone(action, 'a', spoke), 'b', launch)
  expect(milestonesInOrder(turned).map(([key]) => key)).toEqual(['a', 'b'])
  expect(tickMilestone(both, 'c', today)).toBe(both)
  const none = { ...action, milestones: null }
  expect(tickMilestone(none, 'a', today)).toBe(none)
  expect(milestonesInOrder(none)).toEqual([])
})

test('a quarter is read by its name, and nothing else is one', () => {
  expect(QUARTERS.map(readQuarter)).toEqual(QUARTERS)
  expect(['', 'Q5', 'unprofiled'].map(readQuarter)).toEqual([null, null, null])
})

test('evidence that cannot be kept says in words which part of it', () => {
  expect(readEvidence('  ', '', today)).toEqual({ ok: false, field: 'note', words: 'Say what it is.' })
  const tooLong = { ok: false, field: 'note', words: 'Keep it under 200 characters.' }
  expect(readEvidence(`${longest}x`, '', today)).toEqual(tooLong)
  // Both are wrong: the note comes first on the form.
  expect(readEvidence(`${longest}x`, 'minutes', today)).toEqual(tooLong)
  expect(readEvidence('Minutes', 'minutes', today)).toEqual({
    ok: false,
    field: 'link',
    words: 'A link begins with https:// and has an address behind it.',
  })
})

const said = (path: string, was: unknown, now: unknown) =>
  actionChangeInWords(path, was, now, { today, names: (id) => id.slice(5) })

test('a history says links, several sites, undated milestones and what was taken away', () => {
  const minutes = { note: 'Minutes', link: 'https://example.org/a', on: '2026-10-14' }
  expect(said('evidence/a', minutes, null)).toBe('Evidence: from Minutes https://example.org/a to nothing')
  const launch = { text: 'Launch', due: null, doneOn: null }
  expect(said('milestones/a', null, launch)).toBe('Milestone: from nothing to Launch, to do')
  expect(said('siteIds', ['site/banbury'], ['site/banbury', 'site/bicester'])).toBe(
    'Sites concerned: from banbury to banbury, bicester',
  )
  expect(said('doneOn', null, '2026-10-14')).toBe('Done on: from nothing to Wed 14 Oct')
})

test('a history that a newer build wrote is said as far as it is understood', () => {
  expect(said('status', 'paused', 'late')).toBe('Status: from paused to Late')
  expect(said('milestones/a', null, { text: 7 })).toBe('Milestone: from nothing to changed')
  expect(said('evidence/a', null, { note: 7 })).toBe('Evidence: from nothing to changed')
  expect(said('siteIds', 'all', ['site/banbury'])).toBe('Sites concerned: from the whole service to banbury')
  expect(said('quarters', 'Q1', ['Q2'])).toBe('Quarters: from No quarter in the plan to Q2 · Jul–Sep')
  expect(said('owner', 'late', 'on-track')).toBe('Owner: from late to on-track')
  expect(said('moves', null, null)).toMatch(/^Moved: from nothing to nothing$/)
})

test('a move that cannot be made says in words why', () => {
  const why = { reason: 'Consent came late', by: 'Asha', on: today }
  const move = (from: 'Q1' | 'Q3', to: 'Q1' | 'Q2' | 'Q4', reason = why.reason) =>
    moveAction(action, { ...why, from, to, reason })
  expect(move('Q3', 'Q2')).toMatchObject({ ok: false, words: 'Choose a quarter it is not in already.' })
  expect(move('Q1', 'Q4', ' ')).toMatchObject({ ok: false, words: 'Say why it is moved.' })
  expect(move('Q1', 'Q4', 'x'.repeat(2000)).ok).toBe(true)
  expect(move('Q1', 'Q4', 'x'.repeat(2001))).toMatchObject({
    ok: false,
    words: 'Keep it under 2000 characters.',
  })
})

test('a day lies in a closed quarter when both its year and its quarter are closed', () => {
  const closed = [
    { year: 2026, quarter: 'Q1' },
    { year: 2025, quarter: 'Q4' },
  ] as const
  const days = ['2026-04-01', '2026-06-30', '2026-07-01', '2026-03-31', '2025-06-30', '2027-01-01']
  expect(days.map((day) => isClosed(closed, localDate(day)))).toEqual([true, true, false, true, false, false])
  expect(isClosed(closed, null)).toBe(false)
  expect(isClosed([], localDate('2026-04-01'))).toBe(false)
  expect(overrideKey('3.5')).toBe('3-5')
})

test('what sessions bring, and which priorities, is said in the singular and the plural', () => {
  const support = (sessions: number, attendances: number, notCounted: number) =>
    supportInWords({ sessions, attendances, notCounted })
  expect(support(1, 1, 0)).toBe('1 session · 1 attendance')
  expect(support(3, 20, 2)).toBe('3 sessions · 20 attendances · 2 sessions not counted')
  expect(support(3, 20, 1)).toBe('3 sessions · 20 attendances · 1 session not counted')
  expect(support(2, 0, 2)).toBe('2 sessions · attendances not counted')
  expect([[3], [3, 5], [3, 5, 9], []].map(prioritiesInWords)).toEqual([
    'priority 3',
    'priorities 3 and 5',
    'priorities 3, 5 and 9',
    'priorities ',
  ])
})

test('a plan stands by its codes as numbers, whatever order its records come in', () => {
  const planId = 'plan/2022'
  const priority = (number: number, more = {}) =>
    anExample('corporate-priority', { planId, number, ...more }, { id: `priority/${number}` })
  const activity = (code: string) =>
    anExample('priority-activity', { planId, code, priorityIds: ['priority/1'] }, { id: code })
  const reference = { priorityId: 'priority/3', alsoCounts: 'sites with a garden' }
  const tree = planTree(anExample('plan', {}, { id: planId }), {
    priorities: [priority(2, { crossReference: reference }), priority(3), priority(1)],
    promises: [],
    activities: [activity('1.10'), activity('1.9'), activity('1.1')],
    actions: [],
  })
  expect(tree.branches.map((branch) => branch.priority.body.number)).toEqual([1, 2, 3])
  expect(tree.branches[0]?.activities.map(({ id }) => id)).toEqual(['1.1', '1.9', '1.10'])
  const referred = tree.branches.map((branch) => referredBranch(tree, branch)?.priority.body.number)
  expect(referred).toEqual([undefined, 3, undefined])
})
