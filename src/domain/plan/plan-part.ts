import { type FinancialYear, financialYearName } from '../time/quarter.ts'
import type { PlanAction } from './plan-action.ts'
import type { CorporatePriority, Plan, PlanPromise, PriorityActivity } from './plan-records.ts'
import { type Named, planTree, type PlanTree } from './plan-tree.ts'

interface Part<Line extends string, Body> extends Named<Body> {
  readonly line: Line
  /** True for what is no longer in the plan; it is kept and can be put back. */
  readonly deleted: boolean
}
export type PriorityPart = Part<'priority', CorporatePriority>
export type PromisePart = Part<'promise', PlanPromise>
export type ActivityPart = Part<'activity', PriorityActivity>
export type ActionPart = Part<'action', PlanAction>

/** One thing that stands in a plan under a code of its own. */
export type PlanPart = PriorityPart | PromisePart | ActivityPart | ActionPart
export type PartLine = PlanPart['line']

/** The kind of record of each. */
export const PART_KINDS = {
  priority: 'corporate-priority',
  promise: 'promise',
  activity: 'priority-activity',
  action: 'plan-action',
} as const satisfies Record<PartLine, string>
export const PART_LINES: readonly PartLine[] = ['priority', 'promise', 'activity', 'action']

/** What staff call one, and several. */
export const PART_WORDS: Readonly<Record<PartLine, { readonly one: string; readonly many: string }>> = {
  priority: { one: 'Priority', many: 'Priorities' },
  promise: { one: 'Promise', many: 'Promises' },
  activity: { one: 'Activity', many: 'Activities' },
  action: { one: 'Action', many: 'Actions' },
}

/** Every plan that is held, and every part of any of them. */
export interface HeldPlans {
  readonly plans: readonly Named<Plan>[]
  readonly parts: readonly PlanPart[]
}

/** The number or code a part is known by in its plan. */
export function codeOf(part: PlanPart): string {
  return part.line === 'priority' ? String(part.body.number) : part.body.code
}

export function wordingOf(part: PlanPart): string {
  return part.line === 'priority' ? part.body.title : part.body.text
}

/** The parts of one plan, those that are no longer in it included, in the order they are printed. */
export function partsOf(planId: string, parts: readonly PlanPart[]): readonly PlanPart[] {
  const turn = (part: PlanPart): number => (part.line === 'action' ? part.body.order : 0)
  return parts
    .filter(({ body }) => body.planId === planId)
    .toSorted(
      (a, b) =>
        PART_LINES.indexOf(a.line) - PART_LINES.indexOf(b.line) ||
        turn(a) - turn(b) ||
        codeOf(a).localeCompare(codeOf(b), 'en-GB', { numeric: true }),
    )
}

/** One plan as it is printed, out of everything that is held; what is no longer in it is left out. */
export function treeOf(plan: Named<Plan>, parts: readonly PlanPart[]): PlanTree {
  const held = parts.filter(({ deleted }) => !deleted)
  return planTree(plan, {
    priorities: held.filter((part) => part.line === 'priority'),
    promises: held.filter((part) => part.line === 'promise'),
    activities: held.filter((part) => part.line === 'activity'),
    actions: held.filter((part) => part.line === 'action'),
  })
}

/** "Priority 3", "Action SDP22-44". */
export function partName(line: PartLine, code: string): string {
  return `${PART_WORDS[line].one} ${code}`
}

/** A year as a plan prints it, "2022/23"; null for anything else. */
export function readYearName(text: string): FinancialYear | null {
  const year = Number(text.slice(0, 4))
  return Number.isInteger(year) && year >= 2000 && year <= 2100 && financialYearName(year) === text
    ? year
    : null
}
