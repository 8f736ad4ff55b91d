import type { PlanAction } from './plan-action.ts'
import type { CorporatePriority } from './plan-records.ts'
import { actionsIn, type Named, type PlanTree } from './plan-tree.ts'

/** Something the printed plan lacks or leaves doubtful. Gaps are shown as gaps, never filled in. */
export type PlanGap =
  | { readonly gap: 'no-promise'; readonly priority: Named<CorporatePriority> }
  | { readonly gap: 'no-activity'; readonly priority: Named<CorporatePriority> }
  | { readonly gap: 'no-action'; readonly priority: Named<CorporatePriority> }
  | {
      readonly gap: 'cross-reference'
      readonly priority: Named<CorporatePriority>
      readonly to: Named<CorporatePriority>
      readonly alsoCounts: string
    }
  | { readonly gap: 'cut-off'; readonly action: Named<PlanAction> }
  | { readonly gap: 'printed-twice'; readonly action: Named<PlanAction>; readonly priorityNumber: number }
  | { readonly gap: 'check-placement'; readonly action: Named<PlanAction> }
  /** Numbers that the order of the codes leads one to expect and that the plan does not have. */
  | { readonly gap: 'missing-codes'; readonly codes: readonly string[] }
  | { readonly gap: 'unprofiled'; readonly actions: number; readonly of: number }

/** The gaps of a whole plan: those of its priorities first, then of its actions, then of its numbering. */
export function planGaps(tree: PlanTree): readonly PlanGap[] {
  const actions = actionsIn(tree.branches)
  const unprofiled = actions.filter(({ body }) => body.quarters.length === 0).length
  const activities = tree.branches.flatMap((branch) => branch.activities)
  const codes = missingCodes(activities.map(({ body }) => body.code))
  return [
    ...priorityGaps(tree),
    ...actions.flatMap((action) => actionGaps(tree, action)),
    ...(codes.length === 0 ? [] : [{ gap: 'missing-codes' as const, codes }]),
    ...(unprofiled === 0 ? [] : [{ gap: 'unprofiled' as const, actions: unprofiled, of: actions.length }]),
  ]
}

function priorityGaps(tree: PlanTree): readonly PlanGap[] {
  return tree.branches.flatMap(({ priority, promises, activities, places }) => {
    const gaps: PlanGap[] = []
    if (promises.length === 0) gaps.push({ gap: 'no-promise', priority })
    if (activities.length === 0) gaps.push({ gap: 'no-activity', priority })
    if (places.length === 0) gaps.push({ gap: 'no-action', priority })
    const reference = priority.body.crossReference
    const to = tree.branches.find((branch) => branch.priority.id === reference?.priorityId)?.priority
    if (reference !== null && to !== undefined) {
      gaps.push({ gap: 'cross-reference', priority, to, alsoCounts: reference.alsoCounts })
    }
    return gaps
  })
}

function actionGaps(tree: PlanTree, action: Named<PlanAction>): readonly PlanGap[] {
  const gaps: PlanGap[] = []
  if (action.body.truncated) gaps.push({ gap: 'cut-off', action })
  for (const { priority, places } of tree.branches) {
    if (places.some((place) => place.action.id === action.id && place.printing === 2)) {
      gaps.push({ gap: 'printed-twice', action, priorityNumber: priority.body.number })
    }
  }
  if (action.body.checkPlacement) gaps.push({ gap: 'check-placement', action })
  return gaps
}

/** Codes missing from each run that starts at .1: of 1.1, 1.2 and 4.2, missing is 4.1. */
export function missingCodes(codes: readonly string[]): readonly string[] {
  const highest = new Map<number, number>()
  for (const code of codes) {
    const [group = 0, line = 0] = code.split('.').map(Number)
    highest.set(group, Math.max(line, highest.get(group) ?? 0))
  }
  const known = new Set(codes)
  return [...highest]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([group, last]) => Array.from({ length: last }, (_, index) => `${group}.${index + 1}`))
    .filter((code) => !known.has(code))
}
