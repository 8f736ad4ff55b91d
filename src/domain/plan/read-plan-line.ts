import * as v from 'valibot'
import { MEASURE_NAMES } from '../measures/measure-names.ts'
import type { ImportProblem } from '../records/import-table.ts'
import { recordIdSchema, type Theme, THEMES } from '../records/vocabulary.ts'
import { type LocalDate, localDateSchema } from '../time/local-date.ts'
import { type Quarter, QUARTERS } from '../time/quarter.ts'
import { readQuarter, readStatus, STATUS_WORDS } from './action-progress.ts'
import { evidenceSchema, type Evidence, type Milestone, type PlanAction } from './plan-action.ts'
import { itemsOf, LINE_COLUMNS, type PlanColumn, type PlanLine } from './plan-line.ts'
import {
  type ActionPart,
  type ActivityPart,
  type PlanPart,
  type PriorityPart,
  type PromisePart,
} from './plan-part.ts'

/** What the codes in a line stand for. */
export interface PlanCodes {
  /** Ids of priorities by number, and of actions by code. */
  readonly priorities: ReadonlyMap<string, string>
  readonly actions: ReadonlyMap<string, string>
  /** Ids of sites by what a file calls them. */
  readonly sites: ReadonlyMap<string, string>
}

type Read<Value> = { readonly value: Value } | { readonly wrong: string }

const LONG = 2000
const LINE = 200
const EMPTY: Read<never> = { wrong: 'This cannot be empty.' }

const needed =
  (longest: number) =>
  (text: string): Read<string> =>
    text === ''
      ? EMPTY
      : text.length > longest
        ? { wrong: `Keep it under ${longest} characters.` }
        : { value: text }

const optional =
  (longest: number) =>
  (text: string): Read<string | null> =>
    text === '' ? { value: null } : needed(longest)(text)

/** Every item of a cell, each read by itself; what is wrong with the first that does not fit. */
const several =
  <Value>(read: (item: string) => Read<Value>) =>
  (text: string): Read<Value[]> => {
    const values: Value[] = []
    for (const item of itemsOf(text)) {
      const one = read(item)
      if ('wrong' in one) return one
      values.push(one.value)
    }
    return { value: [...new Set(values)] }
  }

const oneOf =
  <Value extends string>(choices: readonly Value[]) =>
  (text: string): Read<Value> => {
    const value = choices.find((choice) => choice.toLowerCase() === text.toLowerCase())
    return value === undefined ? { wrong: `“${text}” is none of ${choices.join(', ')}.` } : { value }
  }

const named =
  (ids: ReadonlyMap<string, string>, what: string) =>
  (text: string): Read<string> => {
    const value = ids.get(text)
    return value === undefined ? { wrong: `There is no ${what} “${text}”.` } : { value }
  }

const yesOrNo = (text: string): Read<boolean> => {
  const word = text.toLowerCase()
  if (word === 'yes' || word === 'no' || word === '') return { value: word === 'yes' }
  return { wrong: `“${text}” is neither yes nor no.` }
}

const aDay = (text: string): Read<LocalDate> => {
  const read = v.safeParse(localDateSchema, text)
  return read.success ? { value: read.output } : { wrong: `Write the day as 2026-10-14, not “${text}”.` }
}

const orNone =
  <Value>(read: (text: string) => Read<Value>) =>
  (text: string): Read<Value | null> =>
    text === '' ? { value: null } : read(text)

const quarters = several<Quarter>(oneOf(QUARTERS))
const MEASURE_NUMBERS = Object.keys(MEASURE_NAMES)
const measures = several<string>(oneOf(MEASURE_NUMBERS))

const themes = (text: string): Read<Theme[]> => {
  const read = several<Theme>(oneOf(THEMES))(text)
  return 'value' in read && read.value.length === 0
    ? { wrong: `Name at least one of ${THEMES.join(', ')}.` }
    : read
}

const status = (text: string): Read<PlanAction['status']> => {
  if (text === '') return { value: null }
  const word = text.toLowerCase()
  const value =
    readStatus(word) ??
    readStatus(Object.entries(STATUS_WORDS).find(([, words]) => words.word.toLowerCase() === word)?.[0] ?? '')
  return value === null ? { wrong: `“${text}” is no status.` } : { value }
}

/** What is said of a line, column by column; what is wrong with it goes to `problems`. */
function sayings(line: PlanLine, isNew: boolean, problems: ImportProblem[]) {
  const cellOf = (column: PlanColumn): string | undefined =>
    // A new line lacks what it does not say; of one that is held, that stays as it is.
    line.cells[column]?.trim() ?? (isNew ? '' : undefined)
  return <Value>(column: PlanColumn, was: Value, read: (text: string) => Read<Value>): Value => {
    const text = cellOf(column)
    if (text === undefined) return was
    const one = read(text)
    if ('value' in one) return one.value
    problems.push({ row: line.row, column, words: one.wrong })
    return was
  }
}

/** Cells in columns that a line of its kind does not have. */
export function misplacedCells({ is, row, cells }: PlanLine): readonly ImportProblem[] {
  const filled = Object.entries(cells).filter(([, text]) => text.trim() !== '')
  return filled.flatMap(([column]) =>
    LINE_COLUMNS[is].some((known) => known === column)
      ? []
      : [{ row, column, words: `A line of “${is}” says nothing here.` }],
  )
}

interface Reading<Part extends PlanPart> {
  readonly line: PlanLine
  /** The part as it is held; null for a new one. */
  readonly held: Part | null
  readonly id: string
  readonly planId: string
  readonly codes: PlanCodes
  /** Its turn among the actions. */
  readonly order: number
  readonly problems: ImportProblem[]
}

/** Reads a line as the part it is, on top of what is held of it; what is wrong with it goes to `problems`. */
export function readPart(line: PlanPart['line'], reading: Reading<PlanPart>): PlanPart {
  // Whoever calls looked the held part up by this very kind of line.
  switch (line) {
    case 'priority':
      return readPriority(reading as Reading<PriorityPart>)
    case 'promise':
      return readPromise(reading as Reading<PromisePart>)
    case 'activity':
      return readActivity(reading as Reading<ActivityPart>)
    case 'action':
      return readAction(reading as Reading<ActionPart>)
  }
}

const wholeNumber = (text: string): Read<number> =>
  /^[1-9]\d{0,3}$/.test(text) ? { value: Number(text) } : { wrong: `“${text}” is no number from 1.` }

const dottedCode = (text: string): Read<string> =>
  /^\d+\.\d+$/.test(text) ? { value: text } : { wrong: `“${text}” is no number such as 1.1.` }

function readPriority({ line, held, id, planId, codes, problems }: Reading<PriorityPart>): PriorityPart {
  const said = sayings(line, held === null, problems)
  const was = held?.body
  const reference = was?.crossReference ?? null
  const refersTo = said(
    'refers_to',
    reference?.priorityId ?? null,
    orNone(named(codes.priorities, 'priority')),
  )
  const alsoCounts = said('also_counts', reference?.alsoCounts ?? null, optional(LONG))
  if ((refersTo === null) !== (alsoCounts === null)) {
    const words = 'Say both, the priority it refers to and what it asks for besides, or neither.'
    problems.push({ row: line.row, column: refersTo === null ? 'refers_to' : 'also_counts', words })
  }
  const body = {
    earlier: {},
    continues: null,
    ...was,
    planId,
    number: said('id', was?.number ?? 0, wholeNumber),
    title: said('text', was?.title ?? '', needed(LONG)),
    note: said('note', was?.note ?? null, optional(LONG)),
    remark: said('remark', was?.remark ?? null, optional(LONG)),
    crossReference: refersTo === null || alsoCounts === null ? null : { priorityId: refersTo, alsoCounts },
    measures: said('measures', was?.measures ?? [], measures),
  }
  return { line: 'priority', id, deleted: false, body }
}

function readPromise({ line, held, id, planId, codes, problems }: Reading<PromisePart>): PromisePart {
  const said = sayings(line, held === null, problems)
  const was = held?.body
  const body = {
    earlier: {},
    continues: null,
    ...was,
    planId,
    code: said('id', was?.code ?? '', needed(LINE)),
    text: said('text', was?.text ?? '', needed(LONG)),
    themes: said('themes', was?.themes ?? [], themes),
    priorityIds: said('priorities', was?.priorityIds ?? [], several(named(codes.priorities, 'priority'))),
  }
  return { line: 'promise', id, deleted: false, body }
}

function readActivity({ line, held, id, planId, codes, problems }: Reading<ActivityPart>): ActivityPart {
  const said = sayings(line, held === null, problems)
  const was = held?.body
  const body = {
    earlier: {},
    continues: null,
    ...was,
    planId,
    code: said('id', was?.code ?? '', dottedCode),
    text: said('text', was?.text ?? '', needed(LONG)),
    priorityIds: said('priorities', was?.priorityIds ?? [], several(named(codes.priorities, 'priority'))),
  }
  return { line: 'activity', id, deleted: false, body }
}

function readAction(reading: Reading<ActionPart>): ActionPart {
  const { line, held, id, planId, codes, order, problems } = reading
  const said = sayings(line, held === null, problems)
  const was = held?.body
  const planned = said('quarters', was?.quarters ?? [], quarters)
  const body: PlanAction = {
    ...NEW_ACTION,
    ...was,
    planId,
    order,
    code: said('id', was?.code ?? '', needed(LINE)),
    text: said('text', was?.text ?? '', needed(LONG)),
    quarters: planned,
    places: said('priorities', was?.places ?? [], (text) =>
      placesIn(text, was?.places ?? [], planned, codes),
    ),
    remark: said('remark', was?.remark ?? null, optional(LONG)),
    truncated: said('cut_off', was?.truncated ?? false, yesOrNo),
    checkPlacement: said('check_placement', was?.checkPlacement ?? false, yesOrNo),
    nearRepeatIds: said('near_repeats', was?.nearRepeatIds ?? [], several(named(codes.actions, 'action'))),
    status: said('status', was?.status ?? null, status),
    statusNote: said('how_it_goes', was?.statusNote ?? null, optional(LINE)),
    doneOn: said('day', was?.doneOn ?? null, orNone(aDay)),
    owner: said('owner', was?.owner ?? null, optional(LINE)),
    siteIds: said('sites', was?.siteIds ?? [], several(named(codes.sites, 'site'))),
  }
  return { line: 'action', id, deleted: false, body }
}

/** What an action has that no line of a file says. */
const NEW_ACTION: Pick<PlanAction, 'earlier' | 'continues' | 'moves' | 'milestones' | 'evidence'> = {
  earlier: {},
  continues: null,
  moves: [],
  milestones: {},
  evidence: {},
}

/**
 * Where an action stands: "8|9:Q4|9:" is priority 8 with the action's own quarters, and priority 9 twice, once
 * with Q4 and once with none. Bare numbers of the priorities where it stands already leave what is printed there.
 */
function placesIn(
  text: string,
  held: PlanAction['places'],
  planned: readonly Quarter[],
  codes: PlanCodes,
): Read<PlanAction['places']> {
  const places: PlanAction['places'] = []
  for (const item of itemsOf(text)) {
    const [number = '', printed] = item.split(':')
    const priority = named(codes.priorities, 'priority')(number.trim())
    if ('wrong' in priority) return priority
    const own = printed === undefined ? { value: [...planned] } : quarters(printed.replaceAll('+', '|'))
    if ('wrong' in own) return own
    places.push({ priorityId: priority.value, quarters: own.value })
  }
  if (places.length === 0) return { wrong: 'Name at least one priority it stands under.' }
  const ids = (of: PlanAction['places']): string =>
    [...new Set(of.map(({ priorityId }) => priorityId))].join()
  return { value: !text.includes(':') && ids(places) === ids(held) ? held : places }
}

/** Reads a line as a milestone, on top of the one that is held. */
export function readMilestone(
  line: PlanLine,
  was: Milestone | undefined,
  problems: ImportProblem[],
): Milestone {
  const said = sayings(line, was === undefined, problems)
  const due = said('quarters', was?.due === null || was === undefined ? [] : [was.due], quarters)
  if (due.length > 1) {
    problems.push({ row: line.row, column: 'quarters', words: 'A milestone is due in one quarter.' })
  }
  return {
    text: said('text', was?.text ?? '', needed(LINE)),
    due: readQuarter(due[0] ?? ''),
    doneOn: said('day', was?.doneOn ?? null, orNone(aDay)),
  }
}

interface EvidenceFrom {
  readonly today: LocalDate
  readonly milestones: ReadonlyMap<string, string>
  readonly problems: ImportProblem[]
}

/**
 * Reads a line as evidence, on top of what is held of it. An entry is known by its id, which another service
 * does not have: there the note says in words what it was.
 *
 * @param milestones keys of the action's milestones, each by itself
 */
export function readEvidenceLine(
  line: PlanLine,
  was: Evidence | undefined,
  { today, milestones, problems }: EvidenceFrom,
): Evidence {
  const said = sayings(line, was === undefined, problems)
  const shows = {
    recordId: said('entry', was?.recordId ?? null, orNone(anId)),
    measureId: said('measure', was?.measureId ?? null, orNone(oneOf(MEASURE_NUMBERS))),
    milestone: said('milestone', was?.milestone ?? null, orNone(named(milestones, 'milestone'))),
  }
  return {
    // What it does not show is left out, as it is where a person adds it.
    ...Object.fromEntries(Object.entries(shows).filter(([, shown]) => shown !== null)),
    note: said('text', was?.note ?? '', needed(LINE)),
    link: said('link', was?.link ?? null, orNone(aLink)),
    on: said('day', was?.on ?? today, (text) => (text === '' ? { value: today } : aDay(text))),
  }
}

const anId = (text: string): Read<string> => {
  const read = v.safeParse(recordIdSchema, text)
  return read.success ? { value: read.output } : { wrong: `“${text}” is no id of an entry.` }
}

const aLink = (text: string): Read<string> => {
  const read = v.safeParse(evidenceSchema.entries.link, text)
  return read.success && read.output !== null
    ? { value: read.output }
    : { wrong: 'A link begins with https:// and has an address behind it.' }
}
