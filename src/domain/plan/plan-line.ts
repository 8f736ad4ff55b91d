import { linkKey } from '../records/link-key.ts'
import { THEMES } from '../records/vocabulary.ts'
import { financialYearName, QUARTERS, type Quarter } from '../time/quarter.ts'
import { milestonesInOrder, shownEvidence } from './action-progress.ts'
import type { PlanAction } from './plan-action.ts'
import { codeOf, type PlanPart, partsOf } from './plan-part.ts'
import type { Plan } from './plan-records.ts'
import type { Named } from './plan-tree.ts'

/** What a line of a plan's file is about. */
export const LINE_KINDS = [
  'plan',
  'priority',
  'promise',
  'activity',
  'action',
  'milestone',
  'evidence',
] as const
export type LineKind = (typeof LINE_KINDS)[number]

/** Everything a plan says, by the name of its column in a file, with what staff call it. */
export const PLAN_COLUMNS = {
  id: 'Number or code',
  text: 'Wording',
  priorities: 'Priorities',
  themes: 'Themes',
  quarters: 'Quarters',
  note: 'Note in the plan',
  remark: 'Remark',
  refers_to: 'Refers to priority',
  also_counts: 'Asks besides for',
  measures: 'Measures',
  cut_off: 'Cut off in the plan',
  check_placement: 'Placement to be checked',
  near_repeats: 'Nearly the same as',
  status: 'Status',
  how_it_goes: 'How it goes',
  day: 'Day',
  owner: 'Owner',
  sites: 'Sites concerned',
  link: 'Link',
  measure: 'Measure',
  milestone: 'Milestone',
  entry: 'Entry',
} as const
export type PlanColumn = keyof typeof PLAN_COLUMNS

/** What each kind of line may say. */
export const LINE_COLUMNS: Readonly<Record<LineKind, readonly PlanColumn[]>> = {
  plan: ['id', 'text'],
  priority: ['id', 'text', 'note', 'remark', 'refers_to', 'also_counts', 'measures'],
  promise: ['id', 'text', 'themes', 'priorities'],
  activity: ['id', 'text', 'priorities'],
  action: [
    'id',
    'text',
    'priorities',
    'quarters',
    'remark',
    'cut_off',
    'check_placement',
    'near_repeats',
    'status',
    'how_it_goes',
    'day',
    'owner',
    'sites',
  ],
  milestone: ['id', 'text', 'quarters', 'day'],
  evidence: ['id', 'text', 'link', 'day', 'measure', 'milestone', 'entry'],
}

/** Columns that hold several, written `a|b`. */
export const LIST_COLUMNS: ReadonlySet<PlanColumn> = new Set<PlanColumn>([
  'priorities',
  'themes',
  'quarters',
  'measures',
  'near_repeats',
  'sites',
])
const BETWEEN = '|'

export const joined = (items: readonly string[]): string => items.join(BETWEEN)

/** The items of a cell that holds several; none for an empty one. */
export function itemsOf(cell: string): readonly string[] {
  return cell
    .split(BETWEEN)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

export type Cells = Readonly<Partial<Record<PlanColumn, string>>>

/** A cell that holds several with one of them in it, or without it; an action's place takes what is printed there along. */
export function withItem(cell: string, item: string, isIn: boolean): string {
  const others = itemsOf(cell).filter((one) => !isItem(one, item))
  if (!isIn) return joined(others)
  return hasItem(cell, item) ? cell : joined([...others, item])
}

export function hasItem(cell: string, item: string): boolean {
  return itemsOf(cell).some((one) => isItem(one, item))
}

/** Whether an item names something: "9" and "9:Q4" both name priority 9. */
const isItem = (item: string, name: string): boolean => item === name || item.startsWith(`${name}:`)

/** One line of a file; what the file does not say at all is not among its cells, and an empty cell is blank. */
export interface PlanLine {
  /** Row of a table, or where it stands in words. */
  readonly row: number | string
  readonly is: LineKind
  readonly cells: Cells
}

/** A part's id turned into what a file calls it: a priority's number, an action's code. */
export type CodeOfId = (id: string) => string

export function codesOf(parts: readonly PlanPart[]): CodeOfId {
  const codes = new Map(parts.map((part) => [part.id, codeOf(part)]))
  return (id) => codes.get(id) ?? ''
}

const YES = 'yes'
const yesNo = (is: boolean): string => (is ? YES : '')

/** What a part says, column by column. */
export function cellsOf(part: PlanPart, code: CodeOfId): Cells {
  const numbers = (ids: readonly string[]): string => joined(ids.map(code))
  switch (part.line) {
    case 'priority': {
      const { title, note, remark, crossReference, measures } = part.body
      return {
        id: codeOf(part),
        text: title,
        note: note ?? '',
        remark: remark ?? '',
        refers_to: crossReference === null ? '' : code(crossReference.priorityId),
        also_counts: crossReference?.alsoCounts ?? '',
        measures: joined(measures ?? []),
      }
    }
    case 'promise': {
      const themes = THEMES.filter((theme) => part.body.themes.includes(theme))
      const { text, priorityIds } = part.body
      return { id: codeOf(part), text, themes: joined(themes), priorities: numbers(priorityIds) }
    }
    case 'activity':
      return { id: codeOf(part), text: part.body.text, priorities: numbers(part.body.priorityIds) }
    case 'action':
      return actionCells(part.body, code)
  }
}

function actionCells(action: PlanAction, code: CodeOfId): Cells {
  return {
    id: action.code,
    text: action.text,
    priorities: joined(
      action.places.map((place) => placeCell(code(place.priorityId), place.quarters, action)),
    ),
    quarters: joined(QUARTERS.filter((quarter) => action.quarters.includes(quarter))),
    remark: action.remark ?? '',
    cut_off: yesNo(action.truncated),
    check_placement: yesNo(action.checkPlacement),
    near_repeats: joined((action.nearRepeatIds ?? []).map(code).filter((one) => one !== '')),
    status: action.status ?? '',
    how_it_goes: action.statusNote ?? '',
    day: action.doneOn ?? '',
    owner: action.owner ?? '',
    sites: joined((action.siteIds ?? []).map(linkKey)),
  }
}

/** "9" where the place prints the action's own quarters, else "9:Q1+Q2" or, where it prints none, "9:". */
function placeCell(number: string, printed: readonly Quarter[], { quarters }: PlanAction): string {
  const isSame = QUARTERS.every((quarter) => printed.includes(quarter) === quarters.includes(quarter))
  return isSame ? number : `${number}:${printed.join('+')}`
}

/** A whole plan as lines of a file: everything that is in it now, in printed order. */
export function planLines(plan: Named<Plan>, parts: readonly PlanPart[]): readonly PlanLine[] {
  const own = partsOf(plan.id, parts)
  const code = codesOf(own)
  const lines = own
    .filter(({ deleted }) => !deleted)
    .flatMap((part): readonly Omit<PlanLine, 'row'>[] => [
      { is: part.line, cells: cellsOf(part, code) },
      ...(part.line === 'action' ? stepLines(part.body) : []),
    ])
  const first = {
    is: 'plan',
    cells: { id: financialYearName(plan.body.year), text: plan.body.source },
  } as const
  return [first, ...lines].map((line, index) => ({ ...line, row: index + 2 }))
}

interface StepLine {
  readonly is: 'milestone' | 'evidence'
  readonly cells: Cells
}

/** The milestones and the evidence of an action, those that were taken out left out. */
export function stepLines(action: PlanAction): readonly StepLine[] {
  return [
    ...milestonesInOrder(action).map(([key, { text, due, doneOn }]) => ({
      is: 'milestone' as const,
      cells: { id: `${action.code}/${key}`, text, quarters: due ?? '', day: doneOn ?? '' },
    })),
    ...shownEvidence(action).map(([key, { note, link, on, measureId, milestone, recordId }]) => ({
      is: 'evidence' as const,
      cells: {
        id: `${action.code}/${key}`,
        text: note,
        link: link ?? '',
        day: on,
        measure: measureId ?? '',
        milestone: milestone ?? '',
        entry: recordId ?? '',
      },
    })),
  ]
}
