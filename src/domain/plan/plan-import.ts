import * as v from 'valibot'
import type { ImportProblem } from '../records/import-table.ts'
import { mapKeySchema } from '../records/vocabulary.ts'
import type { LocalDate } from '../time/local-date.ts'
import type { FinancialYear } from '../time/quarter.ts'
import type { PlanAction } from './plan-action.ts'
import {
  type Cells,
  cellsOf,
  codesOf,
  LINE_COLUMNS,
  PLAN_COLUMNS,
  type PlanColumn,
  type PlanLine,
  stepLines,
} from './plan-line.ts'
import {
  codeOf,
  type HeldPlans,
  PART_LINES,
  type PartLine,
  partName,
  type PlanPart,
  readYearName,
  wordingOf,
} from './plan-part.ts'
import type { Plan } from './plan-records.ts'
import type { Named } from './plan-tree.ts'
import { keepingWording } from './plan-wording.ts'
import { withQuarters } from './quarter-board.ts'
import {
  misplacedCells,
  type PlanCodes,
  readEvidenceLine,
  readMilestone,
  readPart,
} from './read-plan-line.ts'

/** One thing that a part says otherwise in the file. */
interface PlanDifference {
  readonly column: PlanColumn
  /** What it is, in words. */
  readonly label: string
  readonly before: string
  readonly after: string
}

/** A part that would change. */
export interface PartChange {
  /** `returned` was taken out before and is in the file again; `removed` is not in the file, and is kept. */
  readonly what: 'added' | 'changed' | 'returned' | 'removed'
  readonly part: PlanPart
  readonly name: string
  readonly wording: string
  readonly differences: readonly PlanDifference[]
}

interface PreviewGroup {
  readonly title: string
  readonly changes: readonly PartChange[]
}

/** Changes as a preview groups them; groups that have none are left out. */
export function previewGroups(changes: readonly PartChange[]): readonly PreviewGroup[] {
  const isReworded = ({ what, differences }: PartChange): boolean =>
    what === 'changed' &&
    differences.some(({ column, label }) => column === 'text' && label === PLAN_COLUMNS.text)
  const of = (what: PartChange['what']) => changes.filter((change) => change.what === what)
  return [
    { title: 'Added', changes: of('added') },
    { title: 'Worded anew, the earlier wording kept', changes: changes.filter(isReworded) },
    { title: 'Changed', changes: of('changed').filter((change) => !isReworded(change)) },
    { title: 'Back in the plan', changes: of('returned') },
    { title: 'Kept, and marked as no longer in the plan', changes: of('removed') },
  ].filter((group) => group.changes.length > 0)
}

export type PlanCheck =
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }
  | {
      readonly ok: true
      readonly year: FinancialYear
      /** The plan of that year, new or with another source; null where it is held just so. */
      readonly plan: (Named<Plan> & { readonly isNew: boolean }) | null
      readonly changes: readonly PartChange[]
      readonly unchanged: number
    }

/** Who takes a file in, when, and what makes its ids. */
export interface TakingIn {
  readonly held: HeldPlans
  readonly siteIds: ReadonlyMap<string, string>
  readonly today: LocalDate
  readonly by: string
  /** Why quarters are other than before: a move always says so. */
  readonly reason: string
  newId(): string
}

/**
 * Looks a whole file over beside the plan of its year. Every problem is named by row and column; with any of
 * them nothing is taken. What the file says of a part that is held is put on top of what is held: a column
 * that is not in the file changes nothing. Milestones and evidence are added and changed, never taken out.
 */
export function checkPlan(lines: readonly PlanLine[], from: TakingIn): PlanCheck {
  const problems: ImportProblem[] = lines.flatMap(misplacedCells)
  const year = yearOf(lines, problems)
  problems.push(...linesTwice(lines), ...strayedSteps(lines))
  const heldPlan = from.held.plans.find(({ body }) => body.year === year?.year) ?? null
  const planId = heldPlan?.id ?? from.newId()
  const read = readParts(lines, planId, from, problems)
  if (year === null || problems.length > 0) return { ok: false, problems: problems.toSorted(byRow) }
  const plan = { id: planId, body: { ...heldPlan?.body, ...year } }
  const changes = [
    ...read.flatMap(({ part, held }) => changeOf(part, held, read, from) ?? []),
    ...removed(planId, read, from.held),
  ]
  const touched = changes.filter(({ what }) => what !== 'removed').length
  return {
    ok: true,
    year: year.year,
    plan: heldPlan?.body.source === year.source ? null : { ...plan, isNew: heldPlan === null },
    changes,
    unchanged: read.length - touched,
  }
}

/** Rows of a table from the top; entries of a file without rows as they come. */
function byRow(a: ImportProblem, b: ImportProblem): number {
  return typeof a.row === 'number' && typeof b.row === 'number' ? a.row - b.row : 0
}

function yearOf(lines: readonly PlanLine[], problems: ImportProblem[]): Pick<Plan, 'year' | 'source'> | null {
  const [line, second] = lines.filter(({ is }) => is === 'plan')
  if (line === undefined) {
    problems.push({
      row: 1,
      column: 'line',
      words: 'No line says of which year the plan is, and from where.',
    })
    return null
  }
  if (second !== undefined) {
    problems.push({ row: second.row, column: 'line', words: 'A file holds the plan of one year.' })
  }
  const [name = '', source = ''] = [line.cells.id?.trim(), line.cells.text?.trim()]
  const year = readYearName(name)
  if (year === null) {
    problems.push({ row: line.row, column: 'id', words: `“${name}” is no year such as 2022/23.` })
  }
  if (source === '') {
    problems.push({ row: line.row, column: 'text', words: 'Say where the plan comes from.' })
  }
  return year === null ? null : { year, source }
}

function linesTwice(lines: readonly PlanLine[]): readonly ImportProblem[] {
  const seen = new Map<string, PlanLine['row']>()
  return lines.flatMap(({ is, row, cells }) => {
    const id = cells.id?.trim() ?? ''
    const before = seen.get(`${is} ${id}`)
    seen.set(`${is} ${id}`, before ?? row)
    if (before === undefined || id === '' || is === 'plan') return []
    const where = typeof before === 'number' ? `row ${before}` : before
    return [{ row, column: 'id', words: `“${id}” stands in ${where} already.` }]
  })
}

interface ReadPart {
  readonly part: PlanPart
  readonly held: PlanPart | null
}

const isPart = (is: PlanLine['is']): is is PartLine => PART_LINES.some((line) => line === is)

function readParts(
  lines: readonly PlanLine[],
  planId: string,
  from: TakingIn,
  problems: ImportProblem[],
): readonly ReadPart[] {
  const held = new Map<string, PlanPart>()
  // One that is still in the plan goes before one of its code that is not.
  for (const part of from.held.parts.toSorted((a, b) => Number(b.deleted) - Number(a.deleted))) {
    if (part.body.planId === planId) held.set(`${part.line} ${codeOf(part)}`, part)
  }
  const found = lines.flatMap((line) => {
    if (!isPart(line.is)) return []
    const part = held.get(`${line.is} ${line.cells.id?.trim() ?? ''}`) ?? null
    return [{ line, is: line.is, held: part, id: part?.id ?? from.newId() }]
  })
  const idsOf = (wanted: PartLine): ReadonlyMap<string, string> =>
    new Map(found.flatMap(({ line, is, id }) => (is === wanted ? [[line.cells.id?.trim() ?? '', id]] : [])))
  const codes: PlanCodes = { priorities: idsOf('priority'), actions: idsOf('action'), sites: from.siteIds }
  let order = 0
  return found.map(({ line, is, held: part, id }) => {
    if (is === 'action') order += 1
    const read = readPart(is, { line, held: part, id, planId, codes, order, problems })
    if (read.line !== 'action') return { part: read, held: part }
    return { part: { ...read, body: withSteps(read.body, lines, from, problems) }, held: part }
  })
}

/** An action with the milestones and the evidence that lines of the file give it. */
function withSteps(
  action: PlanAction,
  lines: readonly PlanLine[],
  from: TakingIn,
  problems: ImportProblem[],
): PlanAction {
  const milestones = { ...action.milestones }
  const evidence = { ...action.evidence }
  const steps = lines.flatMap((line) => {
    const key = line.is === 'milestone' || line.is === 'evidence' ? stepKey(line, action.code) : null
    return key === null ? [] : [{ line, key }]
  })
  for (const { line, key } of steps) {
    if (line.is === 'milestone') milestones[key] = readMilestone(line, milestones[key], problems)
  }
  // After all milestones, which it may be for.
  const about = { today: from.today, milestones: asThemselves(Object.keys(milestones)), problems }
  for (const { line, key } of steps) {
    if (line.is === 'evidence') evidence[key] = readEvidenceLine(line, evidence[key], about)
  }
  return { ...action, milestones, evidence }
}

const asThemselves = (keys: readonly string[]): ReadonlyMap<string, string> =>
  new Map(keys.map((key) => [key, key]))

/** The key of a milestone or of evidence that belongs to an action: "SDP22-40/launch" of SDP22-40. */
function stepKey({ cells }: PlanLine, code: string): string | null {
  const [action, key] = splitStep(cells.id?.trim() ?? '')
  return action === code ? key : null
}

/** Milestones and evidence of no action in the file. */
function strayedSteps(lines: readonly PlanLine[]): readonly ImportProblem[] {
  const actions = new Set(lines.flatMap(({ is, cells }) => (is === 'action' ? [cells.id?.trim()] : [])))
  return lines.flatMap(({ is, row, cells }) => {
    if (is !== 'milestone' && is !== 'evidence') return []
    const id = cells.id?.trim() ?? ''
    const [action, key] = splitStep(id)
    if (actions.has(action) && v.is(mapKeySchema, key)) return []
    const words = `“${id}” is no action of the file with a word behind it, as in SDP22-40/launch.`
    return [{ row, column: 'id', words }]
  })
}

function splitStep(id: string): readonly [action: string, key: string] {
  const slash = id.lastIndexOf('/')
  return [id.slice(0, Math.max(slash, 0)), id.slice(slash + 1)]
}

/** What a part would be, beside what it is; null where nothing differs. */
function changeOf(
  part: PlanPart,
  held: PlanPart | null,
  read: readonly ReadPart[],
  from: TakingIn,
): PartChange | null {
  const about = { name: partName(part.line, codeOf(part)), wording: wordingOf(part) }
  if (held === null) return { what: 'added', part, ...about, differences: [] }
  const code = codesOf([...from.held.parts, ...read.map((one) => one.part)])
  const differences = differencesOf(held, part, code)
  if (differences.length === 0 && !held.deleted) return null
  const what = held.deleted ? 'returned' : 'changed'
  return { what, part: rewritten(held, part, from), ...about, differences }
}

function differencesOf(
  held: PlanPart,
  part: PlanPart,
  code: (id: string) => string,
): readonly PlanDifference[] {
  const [before, after] = [cellsOf(held, code), cellsOf(part, code)]
  return [...cellDifferences(part.line, before, after), ...stepDifferences(held, part)]
}

function cellDifferences(line: PlanLine['is'], before: Cells, after: Cells): readonly PlanDifference[] {
  return LINE_COLUMNS[line].flatMap((column) => {
    const [was = '', is = ''] = [before[column], after[column]]
    return was === is ? [] : [{ column, label: PLAN_COLUMNS[column], before: was, after: is }]
  })
}

/** Milestones and evidence that are new, and what is said anew of the others. */
function stepDifferences(held: PlanPart, part: PlanPart): readonly PlanDifference[] {
  const [before, after] = [stepsOf(held), stepsOf(part)]
  return [...after].flatMap(([id, line]): readonly PlanDifference[] => {
    const was = before.get(id)
    const label = line.is === 'milestone' ? 'Milestone' : 'Evidence'
    const text = line.cells.text ?? ''
    if (was === undefined) return [{ column: 'text', label, before: '', after: text }]
    return cellDifferences(line.is, was.cells, line.cells).map((difference) =>
      difference.column === 'text'
        ? { ...difference, label }
        : { ...difference, label: `${label} “${text}”, ${difference.label.toLowerCase()}` },
    )
  })
}

function stepsOf(part: PlanPart) {
  const lines = part.line === 'action' ? stepLines(part.body) : []
  return new Map(lines.map((line) => [`${line.is} ${line.cells.id ?? ''}`, line]))
}

/** A part with its wording and its quarters of before kept. */
export function rewritten(
  held: PlanPart,
  part: PlanPart,
  { newId, today, by, reason }: Pick<TakingIn, 'newId' | 'today' | 'by' | 'reason'>,
): PlanPart {
  const rewording = { key: newId(), by, on: today }
  const earlier = keepingWording(held.body.earlier, wordingOf(held), wordingOf(part), rewording)
  if (part.line === 'priority') return { ...part, body: { ...part.body, earlier } }
  if (part.line === 'promise') return { ...part, body: { ...part.body, earlier } }
  if (part.line === 'activity') return { ...part, body: { ...part.body, earlier } }
  const { quarters, ...rest } = part.body
  const before = held.line === 'action' ? held.body.quarters : quarters
  const moved = withQuarters({ ...rest, quarters: before }, quarters, { reason, by, on: today })
  return { ...part, body: { ...moved, earlier } }
}

function removed(planId: string, read: readonly ReadPart[], held: HeldPlans): readonly PartChange[] {
  const inFile = new Set(read.map(({ part }) => part.id))
  return held.parts
    .filter(({ id, body, deleted }) => body.planId === planId && !deleted && !inFile.has(id))
    .map((part) => ({
      what: 'removed',
      part,
      name: partName(part.line, codeOf(part)),
      wording: wordingOf(part),
      differences: [],
    }))
}
