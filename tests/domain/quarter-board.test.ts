import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { actionsIn } from '#domain/plan/plan-tree.ts'
import { actionAsOf, BOARD_COLUMNS, moveAction, quarterBoard } from '#domain/plan/quarter-board.ts'
import { checkBody } from '#domain/records/registry.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { oxfordshirePlan } from '#support/reference.ts'

const { tree } = await oxfordshirePlan()
const actions = actionsIn(tree.branches)
const banbury = actions.find(({ body }) => body.code === 'SDP22-44')?.body
if (banbury === undefined) throw new Error('the plan has no new Banbury Library')
const day = localDate('2022-12-14')
const why = { reason: 'Planning consent came late', by: 'Asha', on: day }

test('the board has four quarters and a tray; an action with two quarters stands in both', () => {
  const sizes = quarterBoard(actions).map(({ column, actions: held }) => [column, held.length])
  expect(Object.fromEntries(sizes)).toEqual({ Q1: 6, Q2: 7, Q3: 5, Q4: 3, unprofiled: 30 })
})

test('the new Banbury Library moves from Q3 to Q4, keeping the old quarter, the reason, who and when', () => {
  const moved = moveAction(banbury, { from: 'Q3', to: 'Q4', ...why })
  expect(moved).toMatchObject({
    ok: true,
    action: { quarters: ['Q4'], moves: [{ from: ['Q3'], to: ['Q4'], ...why }] },
  })
  if (!moved.ok) throw new Error(moved.words)
  const before = actionAsOf(moved.action, [], addDays(day, -1))
  expect([before.quarters, actionAsOf(moved.action, [], day).quarters]).toEqual([['Q3'], ['Q4']])
})

test('a move that goes nowhere or says no reason is not made', () => {
  expect(moveAction(banbury, { from: 'Q3', to: 'Q3', ...why })).toMatchObject({ ok: false, field: 'to' })
  expect(moveAction(banbury, { from: 'Q3', to: 'Q4', ...why, reason: ' ' })).toMatchObject({
    ok: false,
    field: 'reason',
  })
  expect(moveAction(banbury, { from: 'Q3', to: 'Q4', ...why, reason: 'x'.repeat(2001) })).toMatchObject({
    ok: false,
    field: 'reason',
  })
})

test('a gate moves by itself; the other quarter of the action stays', () => {
  const gates: PlanAction = { ...banbury, quarters: ['Q1', 'Q2'] }
  expect(moveAction(gates, { from: 'Q2', to: 'Q4', ...why })).toMatchObject({
    action: { quarters: ['Q1', 'Q4'] },
  })
  expect(moveAction(gates, { from: 'Q1', to: 'unprofiled', ...why })).toMatchObject({
    action: { quarters: ['Q2'] },
  })
})

const column = fc.constantFrom(...BOARD_COLUMNS)

test('whatever is moved, every day’s board can be had back, and nothing of a move is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ from: column, to: column, days: fc.nat(3) })), (asked) => {
      let action = banbury
      let on = day
      const stood = new Map([[addDays(day, -1), banbury.quarters]])
      let made = 0
      for (const { from, to, days } of asked) {
        on = addDays(on, days)
        const moved = moveAction(action, { from, to, ...why, on })
        if (moved.ok) made += 1
        action = moved.ok ? moved.action : action
        stood.set(on, action.quarters)
      }
      expect(action.moves).toHaveLength(made)
      expect(checkBody('plan-action', action).ok).toBe(true)
      for (const [then, quarters] of stood) {
        expect(actionAsOf(action, [], then).quarters).toEqual(quarters)
      }
    }),
  )
})

test('the status of a day is the one its history had before the first change after it', () => {
  const changes = [
    { day: localDate('2022-09-01'), set: { status: 'on-track' }, was: { status: null } },
    { day: localDate('2022-10-01'), set: { status: 'at-risk' }, was: { status: 'on-track' } },
    { day: localDate('2022-11-01'), set: { status: 'late' }, was: { status: 'at-risk' } },
    { day: localDate('2022-12-01'), set: { owner: 'Property' }, was: { owner: null } },
  ]
  const late: PlanAction = { ...banbury, status: 'late' }
  const on = (text: string) => actionAsOf(late, changes, localDate(text)).status
  expect([on('2022-08-31'), on('2022-09-01'), on('2022-10-31'), on('2022-11-01'), on('2023-01-01')]).toEqual([
    null,
    'on-track',
    'at-risk',
    'late',
    'late',
  ])
})
