import type { Quarter } from '../time/quarter.ts'
import type { Milestone } from './plan-action.ts'

interface GateSet {
  readonly label: string
  readonly gates: readonly string[]
}

/** Steps that work of a kind usually goes through: something to begin with, which the county then changes. */
export const GATE_SETS = {
  review: { label: 'Review, then design', gates: ['Reviewed', 'Design agreed'] },
  capital: {
    label: 'Plan, funding and four years',
    gates: ['Drafted', 'Agreed', 'Funded', 'Year 1', 'Year 2', 'Year 3', 'Year 4'],
  },
  procurement: {
    label: 'Procurement',
    gates: ['Need agreed', 'Offers asked for', 'Supplier chosen', 'In use'],
  },
} as const satisfies Record<string, GateSet>

export type GateSetName = keyof typeof GATE_SETS

/** A set by its name; null for anything else. */
export function readGateSet(text: string): GateSetName | null {
  return text in GATE_SETS ? (text as GateSetName) : null
}

/**
 * The steps of a set as milestones of an action, in their order. Where the plan gives the action as many
 * quarters as there are steps, each is due in its own; otherwise nobody has said when.
 *
 * @param keys one for each step
 */
export function gatesOf(
  set: GateSetName,
  quarters: readonly Quarter[],
  keys: readonly string[],
): Readonly<Record<string, Milestone>> {
  const gates: readonly string[] = GATE_SETS[set].gates
  // Steps that are due together stand in the order of their keys.
  const inOrder = keys.toSorted()
  const isEach = quarters.length === gates.length
  return Object.fromEntries(
    gates.map((text, index) => [
      inOrder[index] ?? text,
      { text, due: isEach ? (quarters[index] ?? null) : null, doneOn: null },
    ]),
  )
}
