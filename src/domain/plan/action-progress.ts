import * as v from 'valibot'
import { type LocalDate, localDateSchema } from '../time/local-date.ts'
import { type Quarter, QUARTERS } from '../time/quarter.ts'
import {
  ACTION_STATUSES,
  type ActionStatus,
  type Evidence,
  evidenceSchema,
  type Milestone,
  type PlanAction,
} from './plan-action.ts'

/** How an action goes, as a word and a shape. */
export const STATUS_WORDS: Readonly<Record<ActionStatus, { readonly word: string; readonly shape: string }>> =
  {
    'not-started': { word: 'Not started', shape: '○' },
    'on-track': { word: 'On track', shape: '●' },
    'at-risk': { word: 'At risk', shape: '▲' },
    late: { word: 'Late', shape: '■' },
    done: { word: 'Done', shape: '✓' },
    stopped: { word: 'Stopped', shape: '×' },
  }

/** What is typed about how an action goes. */
export interface TypedProgress {
  readonly status: string
  readonly statusNote: string
  readonly owner: string
  /** The day it was done; only looked at when it is. */
  readonly doneOn: string
  readonly siteIds: readonly string[]
}

export type ProgressProblems = Partial<Readonly<Record<keyof TypedProgress, string>>>

export type ProgressCheck =
  | { readonly ok: true; readonly changes: Partial<PlanAction> }
  | { readonly ok: false; readonly problems: ProgressProblems }

/** These leave the reader asking why. */
const NEEDS_WHY: ReadonlySet<ActionStatus | null> = new Set<ActionStatus>(['at-risk', 'late', 'stopped'])

/** What an action's form starts with: what the action says now. */
export function typedProgress(action: PlanAction): TypedProgress {
  return {
    status: action.status ?? '',
    statusNote: action.statusNote ?? '',
    owner: action.owner ?? '',
    doneOn: action.doneOn ?? '',
    siteIds: action.siteIds ?? [],
  }
}

/** Reads what was typed. A day of being done goes with the status "done", and with no other. */
export function readProgress(typed: TypedProgress, today: LocalDate): ProgressCheck {
  const status = readStatus(typed.status)
  const statusNote = blankIsNull(typed.statusNote)
  const owner = blankIsNull(typed.owner)
  const doneOn = status === 'done' ? v.safeParse(localDateSchema, typed.doneOn) : null
  const problems: ProgressProblems = {
    ...(statusNote === null && NEEDS_WHY.has(status) ? { statusNote: 'Say in a sentence why.' } : {}),
    ...tooLong('statusNote', statusNote),
    ...tooLong('owner', owner),
    ...(doneOn !== null && !doneOn.success ? { doneOn: 'Say on which day it was done.' } : {}),
    ...(doneOn?.success === true && doneOn.output > today ? { doneOn: 'This day is still to come.' } : {}),
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  const day = doneOn?.success === true ? doneOn.output : null
  return { ok: true, changes: { status, statusNote, owner, doneOn: day, siteIds: [...typed.siteIds] } }
}

/** A status by its code; null for anything else. */
export function readStatus(text: string): ActionStatus | null {
  return ACTION_STATUSES.find((status) => status === text) ?? null
}

/** A quarter by its name; null for anything else. */
export function readQuarter(text: string): Quarter | null {
  return QUARTERS.find((quarter) => quarter === text) ?? null
}

const LONGEST = 200

function tooLong(field: 'statusNote' | 'owner', text: string | null): ProgressProblems {
  return text !== null && text.length > LONGEST ? { [field]: `Keep it under ${LONGEST} characters.` } : {}
}

function blankIsNull(text: string): string | null {
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

/** The action with one milestone more, or with that one changed. */
export function withMilestone(action: PlanAction, key: string, milestone: Milestone): PlanAction {
  return { ...action, milestones: { ...action.milestones, [key]: milestone } }
}

/** The action with a milestone ticked on a day, or no longer ticked; one that is not there changes nothing. */
export function tickMilestone(action: PlanAction, key: string, doneOn: LocalDate | null): PlanAction {
  const milestone = action.milestones?.[key]
  return milestone === undefined ? action : withMilestone(action, key, { ...milestone, doneOn })
}

/** Milestones in the order they are due, those without a quarter last; those that were taken out are left out. */
export function milestonesInOrder(action: PlanAction): readonly (readonly [key: string, Milestone])[] {
  const turn = ({ due }: Milestone): number => (due === null ? QUARTERS.length : QUARTERS.indexOf(due))
  return shown(action.milestones).toSorted(
    ([a, one], [b, other]) => turn(one) - turn(other) || (a < b ? -1 : 1),
  )
}

/** Evidence by its day, oldest first; what was taken out is left out. */
export function shownEvidence(action: PlanAction): readonly (readonly [key: string, Evidence])[] {
  return shown(action.evidence).toSorted(([a, one], [b, other]) =>
    one.on === other.on ? (a < b ? -1 : 1) : one.on < other.on ? -1 : 1,
  )
}

type Steps<Step extends Milestone | Evidence> = Readonly<Record<string, Step>> | null
type Removed = NonNullable<Milestone['removed']>

function shown<Step extends Milestone | Evidence>(steps: Steps<Step>): [string, Step][] {
  return Object.entries(steps ?? {}).filter(([, { removed }]) => removed === undefined || removed === null)
}

/** Milestones or evidence that were taken out, which are kept and can be put back. */
export function removedSteps<Step extends Milestone | Evidence>(
  steps: Steps<Step>,
): readonly (readonly [key: string, Step, Removed])[] {
  return Object.entries(steps ?? {}).flatMap(([key, step]) =>
    step.removed === undefined || step.removed === null ? [] : [[key, step, step.removed] as const],
  )
}

/** Milestones or evidence with one taken out, or put back where `removed` is null; one that is not there changes nothing. */
export function withRemoved<Step extends Milestone | Evidence>(
  steps: Steps<Step>,
  key: string,
  removed: Removed | null,
): Record<string, Step> {
  const step = steps?.[key]
  return step === undefined ? { ...steps } : { ...steps, [key]: { ...step, removed } }
}

export type MilestoneCheck =
  | { readonly ok: true; readonly milestone: Pick<Milestone, 'text' | 'due'> }
  | { readonly ok: false; readonly words: string }

/** Reads what is to be reached, and the quarter it is due in if any. */
export function readMilestoneForm(text: string, due: string): MilestoneCheck {
  const read = text.trim()
  if (read === '' || read.length > LONGEST) {
    return { ok: false, words: `Say in up to ${LONGEST} characters what is to be reached.` }
  }
  return { ok: true, milestone: { text: read, due: readQuarter(due) } }
}

export type EvidenceCheck =
  | { readonly ok: true; readonly evidence: Evidence }
  | { readonly ok: false; readonly field: 'note' | 'link'; readonly words: string }

/** Reads a note, with a link or without, and what it shows, as evidence of a day. */
export function readEvidence(
  note: string,
  link: string,
  on: LocalDate,
  shows: Pick<Evidence, 'recordId' | 'measureId' | 'milestone'> = {},
): EvidenceCheck {
  if (note.trim() === '') return { ok: false, field: 'note', words: 'Say what it is.' }
  const read = v.safeParse(evidenceSchema, { ...shows, note, link: blankIsNull(link), on })
  if (read.success) return { ok: true, evidence: read.output }
  const isNote = read.issues.some((issue) => v.getDotPath(issue) === 'note')
  return isNote
    ? { ok: false, field: 'note', words: `Keep it under ${LONGEST} characters.` }
    : { ok: false, field: 'link', words: 'A link begins with https:// and has an address behind it.' }
}
