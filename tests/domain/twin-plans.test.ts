import { expect, test } from 'vitest'
import type { PlanPart } from '#domain/plan/plan-part.ts'
import { planInForce } from '#domain/plan/plan-tree.ts'
import { twinPlans } from '#domain/plan/twin-plans.ts'
import { anExample } from '#support/standing.ts'

const plan = (id: string, year = 2026) => {
  const { body } = anExample('plan', { year })
  return { id, body }
}
const action = (id: string, planId: string, text: string, deleted = false): PlanPart => ({
  line: 'action',
  id,
  deleted,
  body: anExample('plan-action', { planId, text, code: 'A1' }).body,
})
const priority = (id: string, planId: string): PlanPart => ({
  line: 'priority',
  id,
  deleted: false,
  body: anExample('corporate-priority', { planId }).body,
})

test('a year with one plan has no twins, whatever other years have', () => {
  expect(twinPlans({ plans: [plan('a'), plan('b', 2025)], parts: [] }, 2026)).toEqual([])
  expect(twinPlans({ plans: [plan('a'), plan('b')], parts: [] }, 2025)).toEqual([])
})

test('of two plans for one year the one begun first is in force, whichever is read first', () => {
  for (const plans of [
    [plan('b'), plan('a'), plan('old', 2025)],
    [plan('old', 2025), plan('a'), plan('b')],
  ]) {
    expect(planInForce(plans, 2026)?.id).toBe('a')
    expect(planInForce(plans, 2025)?.id).toBe('old')
    expect(
      twinPlans({ plans, parts: [] }, 2026).map(({ plan: { id }, isInForce }) => [id, isInForce]),
    ).toEqual([
      ['a', true],
      ['b', false],
    ])
  }
})

test('each says what only it has: a part worded otherwise, and none that was taken out of it', () => {
  const parts = [
    priority('p1', 'a'),
    priority('p2', 'b'),
    action('1', 'a', 'Plant trees'),
    action('2', 'b', 'Plant hedges'),
    action('3', 'b', 'Taken out', true),
  ]
  const twins = twinPlans({ plans: [plan('a'), plan('b')], parts }, 2026)
  expect(twins.map(({ onlyHere, parts: number }) => [number, onlyHere.map(({ id }) => id)])).toEqual([
    [2, ['1']],
    [2, ['2']],
  ])
})
