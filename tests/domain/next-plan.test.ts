import { expect, test } from 'vitest'
import { nextPlan } from '#domain/plan/next-plan.ts'
import type { PlanPart } from '#domain/plan/plan-part.ts'
import type { Body, RecordKind } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { anExample } from '#support/standing.ts'

const KINDS = {
  priority: 'corporate-priority',
  promise: 'promise',
  activity: 'priority-activity',
  action: 'plan-action',
} as const satisfies Record<PlanPart['line'], RecordKind>

const part = (line: PlanPart['line'], id: string, changes: Body = {}): PlanPart =>
  // The kind goes with the line.
  ({
    line,
    id,
    deleted: false,
    body: anExample(KINDS[line], { planId: 'plan/1', continues: null, ...changes }).body,
  }) as PlanPart

const PLAN = { id: 'plan/1', body: anExample('plan', { year: 2022, source: 'The service plan' }).body }

const places = (...ids: readonly string[]) => ids.map((priorityId) => ({ priorityId, quarters: ['Q2'] }))
const priority = (id: string, number: number, crossReference: Body[string] = null) =>
  part('priority', id, { number, crossReference })
const anAction = (id: string, order: number, changes: Body = {}) =>
  part('action', id, { code: id, order, places: places('p9'), nearRepeatIds: [], ...changes })

function next(parts: readonly PlanPart[], plan = PLAN) {
  let made = 0
  const begun = nextPlan(plan, parts, () => {
    made += 1
    return `new-${made}`
  })
  const byFirst = new Map(begun.parts.map((one) => [one.body.continues, one]))
  return {
    plan: begun.plan,
    firsts: begun.parts.map(({ body }) => body.continues),
    of: (id: string) => byFirst.get(id),
    idOf: (id: string) => byFirst.get(id)?.id,
    body: (id: string): Body => ({ ...byFirst.get(id)?.body }),
  }
}

test('next year’s plan says from which it was begun, cut where that would be too long', () => {
  expect(next([]).plan).toEqual({
    id: 'new-1',
    body: { year: 2023, source: 'Begun from the plan of 2022/23: The service plan' },
  })
  const long = { ...PLAN, body: { ...PLAN.body, source: 'x'.repeat(2000) } }
  expect(next([], long).plan.body.source).toHaveLength(2000)
})

test('all goes on but actions that are done or stopped, what was taken out, and other plans’ parts', () => {
  const parts = [
    priority('p9', 9),
    anAction('late', 1, { status: 'late' }),
    anAction('done', 2, { status: 'done' }),
    anAction('stopped', 3, { status: 'stopped' }),
    { ...anAction('gone', 4), deleted: true },
    anAction('other', 5, { planId: 'plan/0' }),
    part('promise', 'w1', { priorityIds: [] }),
  ]
  expect(next(parts).firsts).toEqual(['p9', 'w1', 'late'])
})

test('what parts say of one another is said of those that go on, and left out of those that do not', () => {
  const parts = [
    priority('p2', 2, { priorityId: 'p9', alsoCounts: 'visits' }),
    priority('p3', 3, { priorityId: 'p8', alsoCounts: 'visits' }),
    priority('p9', 9),
    { ...priority('p8', 8), deleted: true },
    part('promise', 'w1', { code: 'W1', text: 'Warm', priorityIds: ['p9', 'p8'] }),
    part('activity', 'a1', { code: '9.1', text: 'Help', priorityIds: ['p8', 'p9'] }),
    anAction('one', 1, { places: places('p9', 'p8'), nearRepeatIds: ['two', 'done'] }),
    anAction('two', 2, { nearRepeatIds: null }),
    anAction('done', 3, { status: 'done' }),
  ]
  const { body, idOf, plan } = next(parts)
  expect(body('p2')).toMatchObject({
    planId: plan.id,
    number: 2,
    crossReference: { priorityId: idOf('p9'), alsoCounts: 'visits' },
  })
  expect(body('p3')).toMatchObject({ number: 3, crossReference: null })
  expect(body('p9')).toMatchObject({ crossReference: null })
  expect(body('w1')).toMatchObject({ planId: plan.id, code: 'W1', text: 'Warm', priorityIds: [idOf('p9')] })
  expect(body('a1')).toMatchObject({ planId: plan.id, code: '9.1', text: 'Help', priorityIds: [idOf('p9')] })
  expect(body('one')).toMatchObject({
    places: [
      { priorityId: idOf('p9'), quarters: ['Q2'] },
      { priorityId: 'p8', quarters: ['Q2'] },
    ],
    nearRepeatIds: [idOf('two')],
  })
  expect(body('two')).toMatchObject({ nearRepeatIds: [] })
})

test('how an action goes is left open; its quarters, owner, sites and milestones to come go on', () => {
  const step = (text: string, more: Body = {}) => ({ text, due: 'Q3', doneOn: null, ...more })
  const removed = { on: localDate('2022-06-01'), by: 'Asha' }
  const action = anAction('one', 1, {
    quarters: ['Q2'],
    owner: 'Property',
    siteIds: ['site/banbury'],
    status: 'at-risk',
    statusNote: 'No consent',
    moves: [{ on: '2022-05-01', from: ['Q1'], to: ['Q2'], reason: 'Late', by: 'Asha' }],
    milestones: {
      open: step('Open'),
      back: step('Back', { removed: null }),
      done: step('Done', { doneOn: '2022-06-01' }),
      gone: step('Gone', { removed }),
    },
    evidence: { minutes: { note: 'Minutes', link: null, on: '2022-06-01' } },
    earlier: { k: { text: 'Before', until: '2022-05-01', by: 'Asha' } },
  })
  const { body } = next([priority('p9', 9), action])
  expect(body('one')).toMatchObject({
    quarters: ['Q2'],
    owner: 'Property',
    siteIds: ['site/banbury'],
    status: null,
    statusNote: null,
    doneOn: null,
    moves: [],
    evidence: {},
    earlier: {},
  })
  expect(Object.keys(body('one')['milestones'] as object)).toEqual(['open', 'back'])
  const none = next([priority('p9', 9), anAction('two', 2, { milestones: null })])
  expect(none.body('two')).toMatchObject({ milestones: {} })
})

test('a part that goes on names the first of its line, in every year', () => {
  const { of } = next([priority('p9', 9), anAction('b', 1, { continues: 'a' })])
  expect(of('a')?.id).toMatch(/^new-/)
  expect(of('b')).toBeUndefined()
})
