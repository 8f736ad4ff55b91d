import { expect, test } from 'vitest'
import { storyOf } from '#domain/plan/quarter-story.ts'
import { anExample } from '#support/standing.ts'

const autumn = { first: '2026-10', last: '2026-12' }
const told = (id: string, changes: object) =>
  anExample('story', { priorityId: 'priority/2', ...changes }, { id, scope: 'site/wychwood' })
const chosen = (...stories: ReturnType<typeof told>[]) => storyOf(stories, 'priority/2', autumn)?.id

test('a priority tells one story a quarter: the last that somebody agreed to', () => {
  const first = told('a', { day: '2026-10-01' })
  const last = told('b', { day: '2026-12-31' })
  expect(chosen(last, first)).toBe('b')
  expect(chosen(first, told('c', { day: '2026-12-30', consent: 'not-asked' }))).toBe('a')
  expect(chosen(told('c', { day: '2026-12-30', consent: 'refused' }))).toBeUndefined()
  // Of one day, the one written down last.
  const later = told('d', { day: '2026-12-31' })
  expect([chosen(later, last), chosen(last, later)]).toEqual(['d', 'd'])
})

test('a story of another priority, or of another quarter, is not told here', () => {
  expect(chosen(told('a', { priorityId: 'priority/3' }))).toBeUndefined()
  expect(chosen(told('a', { day: '2026-09-30' }))).toBeUndefined()
  expect(chosen(told('a', { day: '2027-01-01' }))).toBeUndefined()
})
