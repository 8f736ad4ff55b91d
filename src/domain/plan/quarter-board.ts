import type { LocalDate } from '../time/local-date.ts'
import { type Quarter, QUARTERS } from '../time/quarter.ts'
import { readStatus } from './action-progress.ts'
import type { ActionMove, PlanAction } from './plan-action.ts'
import type { QuarterChoice } from './plan-filter.ts'
import type { Named } from './plan-tree.ts'

/** The columns of the board: the four quarters, and the tray of actions that have none. */
export const BOARD_COLUMNS: readonly QuarterChoice[] = [...QUARTERS, 'unprofiled']

export interface BoardColumn {
  readonly column: QuarterChoice
  readonly actions: readonly Named<PlanAction>[]
}

/** Actions by column, in printed order. One with two quarters, a gate in each, stands in both. */
export function quarterBoard(actions: readonly Named<PlanAction>[]): readonly BoardColumn[] {
  return BOARD_COLUMNS.map((column) => ({
    column,
    actions: actions.filter(({ body: { quarters } }) =>
      column === 'unprofiled' ? quarters.length === 0 : quarters.includes(column),
    ),
  }))
}

export interface AskedMove {
  readonly from: QuarterChoice
  readonly to: QuarterChoice
  readonly reason: string
  readonly by: string
  readonly on: LocalDate
}

export type MoveCheck =
  | { readonly ok: true; readonly action: PlanAction }
  | { readonly ok: false; readonly field: 'to' | 'reason'; readonly words: string }

const LONGEST_REASON = 2000

/**
 * Moves an action out of one column into another. What it has in other quarters stays, and the quarters it
 * had are kept with the reason, who moved it and when.
 */
export function moveAction(action: PlanAction, { from, to, reason, by, on }: AskedMove): MoveCheck {
  const why = reason.trim()
  const quarters = quartersAfter(action.quarters, from, to)
  if (sameQuarters(quarters, action.quarters)) {
    return { ok: false, field: 'to', words: 'Choose a quarter it is not in already.' }
  }
  if (why === '') return { ok: false, field: 'reason', words: 'Say why it is moved.' }
  if (why.length > LONGEST_REASON) {
    return { ok: false, field: 'reason', words: `Keep it under ${LONGEST_REASON} characters.` }
  }
  return { ok: true, action: withQuarters(action, quarters, { reason: why, by, on }) }
}

/** The action in other quarters, with the old ones kept as a move; the same quarters change nothing. */
export function withQuarters(
  action: PlanAction,
  quarters: readonly Quarter[],
  why: Pick<ActionMove, 'reason' | 'by' | 'on'>,
): PlanAction {
  if (sameQuarters(quarters, action.quarters)) return action
  const move: ActionMove = {
    on: why.on,
    from: action.quarters,
    to: [...quarters],
    reason: why.reason,
    by: why.by,
  }
  return { ...action, quarters: [...quarters], moves: [...(action.moves ?? []), move] }
}

function quartersAfter(
  quarters: readonly Quarter[],
  from: QuarterChoice,
  to: QuarterChoice,
): readonly Quarter[] {
  return QUARTERS.filter((quarter) => quarter === to || (quarter !== from && quarters.includes(quarter)))
}

/** Whether two lists name the same quarters, in any order. */
function sameQuarters(one: readonly Quarter[], other: readonly Quarter[]): boolean {
  return QUARTERS.every((quarter) => one.includes(quarter) === other.includes(quarter))
}

/** One change of an action as its history keeps it, with the day it was made. */
export interface DatedChange {
  readonly day: LocalDate
  readonly set: Readonly<Record<string, unknown>>
  readonly was: Readonly<Record<string, unknown>>
}

/**
 * The quarters and the status of an action as they stood at the end of a day. Quarters are read out of its
 * moves, which say on which day each was made; the status out of its history.
 *
 * @param changes of the action, oldest first
 */
export function actionAsOf(
  action: PlanAction,
  changes: readonly DatedChange[],
  day: LocalDate,
): Pick<PlanAction, 'quarters' | 'status'> {
  const moved = (action.moves ?? []).find(({ on }) => on > day)
  const undone = changes.find((change) => change.day > day && 'status' in change.set)
  return {
    quarters: moved?.from ?? action.quarters,
    status: undone === undefined ? action.status : readStatus(String(undone.was['status'])),
  }
}
