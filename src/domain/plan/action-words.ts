import * as v from 'valibot'
import type { RecordNames } from '../records/record-names.ts'
import { fieldInWords, fieldOf, valueInWords } from '../records/fact-words.ts'
import { dayInWords, type LocalDate, localDateSchema } from '../time/local-date.ts'
import { quarterSchema } from '../time/quarter.ts'
import { readStatus, STATUS_WORDS } from './action-progress.ts'
import { type ActionMove, type Milestone, planAction } from './plan-action.ts'
import { quartersInWords } from './plan-words.ts'

interface About {
  readonly names: RecordNames
  readonly today: LocalDate
}

const { entries } = planAction.body
const one = <Schema extends v.GenericSchema>(schema: Schema, value: unknown) => {
  const read = v.safeParse(schema, value)
  return read.success ? read.output : null
}

/** One changed field of an action as its history says it: "Status: from On track to Late". */
export function actionChangeInWords(path: string, was: unknown, now: unknown, about: About): string {
  const label = fieldInWords(path, planAction.kind)
  const moved = fieldOf(path) === 'moves' ? one(entries.moves, now)?.at(-1) : undefined
  if (moved !== undefined) return `${label}: ${moveInWords(moved, about.today)}`
  return `${label}: from ${valueOf(path, was, about)} to ${valueOf(path, now, about)}`
}

/** "from Q2 · Jul–Sep to Q3 · Oct–Dec on Wed 14 Dec 2022 by Asha: Planning consent came late". */
export function moveInWords({ from, to, on, by, reason }: ActionMove, today: LocalDate): string {
  return `from ${quartersInWords(from)} to ${quartersInWords(to)} on ${dayInWords(on, today)} by ${by}: ${reason}`
}

function valueOf(path: string, value: unknown, { names, today }: About): string {
  const field = fieldOf(path)
  if (value !== null && field === 'milestones') return milestoneInWords(value, today)
  if (value !== null && field === 'evidence') {
    const evidence = one(entries.evidence, { it: value })?.['it']
    if (evidence === undefined) return 'changed'
    const measureId = evidence.measureId ?? null
    const measure = measureId === null ? '' : `(measure ${measureId})`
    const said = [evidence.note, measure, evidence.link ?? ''].filter((part) => part !== '')
    return `${said.join(' ')}${removedInWords(evidence)}`
  }
  if (field === 'status' && typeof value === 'string') {
    const status = readStatus(value)
    return status === null ? value : STATUS_WORDS[status].word
  }
  const day = field === 'doneOn' ? one(localDateSchema, value) : null
  if (day !== null) return dayInWords(day, today)
  if (field === 'quarters') return quartersInWords(one(v.array(quarterSchema), value) ?? [])
  if (field === 'siteIds' || field === 'nearRepeatIds') {
    const nobody = field === 'siteIds' ? 'the whole service' : 'no other'
    return (
      one(v.array(v.string()), value)
        ?.map((id) => names(id))
        .join(', ') || nobody
    )
  }
  return valueInWords(path, value, { kind: planAction.kind, names, today })
}

function milestoneInWords(value: unknown, today: LocalDate): string {
  const milestone = one(entries.milestones, { it: value })?.['it']
  if (milestone === undefined) return 'changed'
  const { text, due, doneOn } = milestone
  const when = due === null ? '' : `, due in ${due}`
  return `${text}${when}, ${doneOn === null ? 'to do' : `done on ${dayInWords(doneOn, today)}`}${removedInWords(milestone)}`
}

function removedInWords({ removed }: Pick<Milestone, 'removed'>): string {
  return removed === undefined || removed === null ? '' : ', taken out'
}
