import type { ActionPart, PlanPart } from './plan-part.ts'

/** The actions in the plan that are marked as nearly the same as one, from either side, in printed order. */
export function nearRepeatsOf(action: ActionPart, parts: readonly PlanPart[]): readonly ActionPart[] {
  return parts
    .filter((part) => part.line === 'action')
    .filter(
      ({ id, body, deleted }) =>
        !deleted &&
        id !== action.id &&
        ((body.nearRepeatIds ?? []).includes(action.id) || (action.body.nearRepeatIds ?? []).includes(id)),
    )
    .toSorted((a, b) => a.body.order - b.body.order)
}
