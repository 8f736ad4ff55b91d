import { expect, test } from 'vitest'
import { measures } from '#domain/measures/all-measures.ts'
import { measureGroups, priorityOf } from '#domain/measures/measures-of-plan.ts'
import { oxfordshirePlan } from '#support/reference.ts'
import { anExample } from '#support/standing.ts'

const { tree } = await oxfordshirePlan()
const numbersOf = (group: ReturnType<typeof measureGroups>[number]) => [
  group.priority,
  group.measures.map(({ id }) => id),
]

function branchOf(number: number, named: readonly string[] | null) {
  const priority = anExample('corporate-priority', { number, measures: named })
  return { priority, promises: [], activities: [], places: [] }
}

test('a plan that names no measures has every one, under the priority its number begins with', () => {
  const groups = measureGroups(tree)
  expect(groups.map(({ priority }) => priority)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, null])
  expect(groups.flatMap((group) => group.measures)).toEqual(measures)
  expect(measureGroups(null).flatMap((group) => group.measures)).toEqual(measures)
})

test('a plan that names its measures has those and no others, but always those of its delivery', () => {
  const plan = { branches: [branchOf(1, ['7.4', '7.3']), branchOf(2, ['2.1']), branchOf(3, null)] }
  expect(measureGroups(plan).map(numbersOf)).toEqual([
    [1, ['7.3', '7.4']],
    [2, ['2.1']],
    [3, []],
    [null, ['A.1', 'A.2']],
  ])
  const numberOf = (id: string) =>
    measures.filter((measure) => measure.id === id).map((measure) => priorityOf(plan, measure))
  expect(['7.3', '2.1', '9.2', 'A.1'].flatMap(numberOf)).toEqual([1, 2, null, null])
})
