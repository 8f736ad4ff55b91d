import { describe, expect, test } from 'vitest'
import { filterPlan, quarterCounts, readQuarterChoice, readTheme } from '#domain/plan/plan-filter.ts'
import { missingCodes, planGaps } from '#domain/plan/plan-gaps.ts'
import { actionsIn, planInForce, planTree, referredBranch } from '#domain/plan/plan-tree.ts'
import { listInWords, quartersInWords, supportInWords } from '#domain/plan/plan-words.ts'
import { oxfordshirePlan } from '#support/reference.ts'

const { tree, records } = await oxfordshirePlan()
const everything = { theme: null, quarter: null }
const numbersOf = (branches: typeof tree.branches) => branches.map(({ priority }) => priority.body.number)
const branch = (number: number) => {
  const found = tree.branches[number - 1]
  if (found === undefined) throw new Error(`no priority ${number}`)
  return found
}

describe('the plan as a tree', () => {
  test('the nine priorities stand in order, with 48 actions standing in 53 places', () => {
    expect(numbersOf(tree.branches)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(actionsIn(tree.branches)).toHaveLength(48)
    expect(tree.branches.map(({ places }) => places.length)).toEqual([4, 9, 4, 5, 2, 0, 8, 8, 13])
  })

  test('records come in the same order however they are held', () => {
    const shuffled = {
      priorities: records.priorities.toReversed(),
      promises: records.promises.toReversed(),
      activities: records.activities.toReversed(),
      actions: records.actions.toReversed(),
    }
    expect(planTree(tree.plan, shuffled)).toEqual(tree)
  })

  test('an action that serves two priorities is one action that says where else it stands', () => {
    const [inThree] = branch(3).places
    const [inFour] = branch(4).places
    expect(inThree?.action).toBe(inFour?.action)
    expect(inThree?.alsoUnder).toEqual([4])
    expect(inFour?.alsoUnder).toEqual([3])
  })

  test('an action printed twice under one priority stands there twice and is still one action', () => {
    const twice = branch(9).places.filter(({ action }) => action.body.code === 'SDP22-46')
    expect(twice.map(({ printing, quarters }) => [printing, quarters])).toEqual([
      [1, ['Q4']],
      [2, []],
    ])
    expect(twice[0]?.alsoUnder).toEqual([])
  })

  test('records of another year’s plan are left out', () => {
    const nextYear = { id: 'plan/2023', body: { year: 2023, source: 'Next year' } }
    expect(planTree(nextYear, records).branches).toEqual([])
    expect(planInForce([nextYear, tree.plan], 2022)).toBe(tree.plan)
    expect(planInForce([tree.plan, nextYear], 2026)).toBe(nextYear)
    expect(planInForce([nextYear, tree.plan], 2021)).toBe(tree.plan)
    expect(planInForce([], 2022)).toBeUndefined()
  })

  test('the note of priority 6 refers to priority 1', () => {
    expect(referredBranch(tree, branch(6))).toBe(branch(1))
    expect(referredBranch(tree, branch(7))).toBeUndefined()
  })
})

describe('filters', () => {
  test('without a filter nothing is left out', () => {
    expect(filterPlan(tree, everything)).toEqual({ branches: tree.branches, leftOut: [] })
  })

  test('a theme keeps the promises that carry it and leaves out priorities that have none', () => {
    const { branches, leftOut } = filterPlan(tree, { theme: 'Place', quarter: null })
    expect(numbersOf(branches)).toEqual([1, 2, 8])
    expect(leftOut).toEqual([3, 4, 5, 6, 7, 9])
    expect(
      branches.flatMap(({ promises }) => promises).every(({ body }) => body.themes.includes('Place')),
    ).toBe(true)
  })

  test('a theme keeps the actions of its priorities whole, because the plan ties none to a promise', () => {
    const [first] = filterPlan(tree, { theme: 'Place', quarter: null }).branches
    expect(first?.places).toEqual(branch(1).places)
    expect(first?.activities).toEqual(branch(1).activities)
  })

  test('priorities without a promise have no theme, so no theme shows them', () => {
    for (const theme of ['People', 'Place', 'Partnership'] as const) {
      expect(filterPlan(tree, { theme, quarter: null }).leftOut).toEqual(expect.arrayContaining([5, 6]))
    }
  })

  test('a quarter keeps the actions profiled to it, and an action with two quarters is in both', () => {
    const codesIn = (quarter: 'Q1' | 'Q2') =>
      actionsIn(filterPlan(tree, { theme: null, quarter }).branches).map(({ body }) => body.code)
    expect(codesIn('Q1')).toContain('SDP22-05')
    expect(codesIn('Q2')).toContain('SDP22-05')
    expect(codesIn('Q1')).not.toContain('SDP22-06')
  })

  test('"unprofiled" shows the 30 actions without a quarter, and not one that has a quarter elsewhere', () => {
    const { branches } = filterPlan(tree, { theme: null, quarter: 'unprofiled' })
    const codes = actionsIn(branches).map(({ body }) => body.code)
    expect(codes).toHaveLength(30)
    expect(codes).not.toContain('SDP22-46')
  })

  test('theme and quarter narrow together', () => {
    const { branches } = filterPlan(tree, { theme: 'Place', quarter: 'Q1' })
    expect(numbersOf(branches)).toEqual([1, 2])
  })

  test('18 actions have a quarter and 30 have none', () => {
    const counts = quarterCounts(actionsIn(tree.branches))
    expect(Object.fromEntries(counts)).toEqual({ Q1: 6, Q2: 7, Q3: 5, Q4: 3, unprofiled: 30 })
  })

  test('an address that names no real theme or quarter is no filter', () => {
    expect([readTheme('Place'), readTheme('place'), readTheme(null)]).toEqual(['Place', null, null])
    expect([readQuarterChoice('unprofiled'), readQuarterChoice('Q5'), readQuarterChoice(null)]).toEqual([
      'unprofiled',
      null,
      null,
    ])
  })
})

describe('gaps', () => {
  const gaps = planGaps(tree)
  const of = (kind: string) => gaps.filter(({ gap }) => gap === kind)
  const priorityNumbers = (kind: string) =>
    of(kind).flatMap((gap) => ('priority' in gap ? gap.priority.body.number : []))
  const actionCodes = (kind: string) =>
    of(kind).flatMap((gap) => ('action' in gap ? gap.action.body.code : []))

  test('priorities 5 and 6 have no promise and no activity, and 6 has no action', () => {
    expect(priorityNumbers('no-promise')).toEqual([5, 6])
    expect(priorityNumbers('no-activity')).toEqual([5, 6])
    expect(priorityNumbers('no-action')).toEqual([6])
  })

  test('priority 6 refers to priority 1 and asks for the number of green sites', () => {
    expect(of('cross-reference')).toEqual([
      {
        gap: 'cross-reference',
        priority: branch(6).priority,
        to: branch(1).priority,
        alsoCounts: 'number of Libraries and Heritage sites developing green space/garden activities',
      },
    ])
  })

  test('the cut-off action, the one printed twice and the one to check are named', () => {
    expect(actionCodes('cut-off')).toEqual(['SDP22-09'])
    expect(actionCodes('printed-twice')).toEqual(['SDP22-46'])
    expect(actionCodes('check-placement')).toEqual(['SDP22-37'])
  })

  test('the numbering of activities leaves out 1.4 and 4.1 to 4.5', () => {
    expect(of('missing-codes')).toEqual([
      { gap: 'missing-codes', codes: ['1.4', '4.1', '4.2', '4.3', '4.4', '4.5'] },
    ])
  })

  test('codes are compared as numbers, so 1.10 does not stand before 1.9', () => {
    expect(missingCodes(['1.1', '1.2'])).toEqual([])
    expect(missingCodes(['1.10', '1.8'])).toEqual(['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.9'])
    expect(missingCodes([])).toEqual([])
  })

  test('30 of 48 actions have no quarter', () => {
    expect(of('unprofiled')).toEqual([{ gap: 'unprofiled', actions: 30, of: 48 }])
  })
})

describe('words', () => {
  test('support says sessions and attendances, each in the singular where it is one', () => {
    expect(supportInWords({ sessions: 0, attendances: 0, notCounted: 0 })).toBe('No sessions')
    expect(supportInWords({ sessions: 1, attendances: 1, notCounted: 0 })).toBe('1 session · 1 attendance')
    expect(supportInWords({ sessions: 1200, attendances: 21_400, notCounted: 0 })).toBe(
      '1,200 sessions · 21,400 attendances',
    )
  })

  test('sessions that were not counted are said, and never shown as 0 attendances', () => {
    expect(supportInWords({ sessions: 3, attendances: 20, notCounted: 1 })).toBe(
      '3 sessions · 20 attendances · 1 session not counted',
    )
    expect(supportInWords({ sessions: 2, attendances: 0, notCounted: 2 })).toBe(
      '2 sessions · attendances not counted',
    )
  })

  test('quarters are said with their months, and so is having none', () => {
    expect(quartersInWords(['Q1', 'Q2'])).toBe('Q1 · Apr–Jun and Q2 · Jul–Sep')
    expect(quartersInWords([])).toBe('No quarter in the plan')
    expect(listInWords([3, 5, 9])).toBe('3, 5 and 9')
  })
})
