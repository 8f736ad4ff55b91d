import { type Conflict, conflictSchema } from '#domain/records/conflict.ts'
import type { Question } from '#domain/records/question.ts'
import { reviewSchema } from '#domain/records/review.ts'
import { checkBody, definitionOf, readBody } from '#domain/records/registry.ts'
import { fieldsOf, sameValue, withFields } from '#sync/fields.ts'
import { VOID_PATH } from '#sync/merge.ts'
import type { FieldValues } from '#sync/operation.ts'
import * as v from 'valibot'
import { baseOf } from './base-of.ts'
import type { Change, Changes } from './change.ts'
import type { Database, RecordRow } from './database.ts'
import { readEntry } from './entries.ts'
import { stranded } from './repair.ts'
import { correctRecord, createRecord, save, type SaveResult } from './save.ts'
import type { Tablet } from './tablet.ts'

/** What somebody chose of two values for one thing. */
export type ConflictChoice =
  | { readonly choice: 'theirs' | 'mine' }
  /** By path, for each field that differs. */
  | { readonly choice: 'other'; readonly values: FieldValues }

const NOT_FOUND: SaveResult = { ok: false, code: 'not-found', fields: [] }

/**
 * Settles a conflict. The value chosen is a change of the record like any other, made by somebody who
 * saw both; beside it, and in the same step, the conflict is marked as settled.
 */
export async function resolveConflict(
  tablet: Tablet,
  conflictId: string,
  chosen: ConflictChoice,
): Promise<SaveResult> {
  const row = await tablet.db.records.get(conflictId)
  const conflict = v.safeParse(conflictSchema, row?.body)
  if (row === undefined || !conflict.success) return NOT_FOUND
  const target = await tablet.db.records.get(conflict.output.recordId)
  const values = chosenValues(conflict.output, chosen)
  const problem = target === undefined ? [] : problemsOf(target, values)
  if (problem.length > 0) return { ok: false, code: 'invalid', fields: problem }
  return save(tablet, async (epoch) => {
    // Read again, as it now is: a restored server may know of no such conflict, and its copy be gone since.
    const held = await tablet.db.records.get(conflictId)
    if (held === undefined) return null
    const change = await changeTo(tablet.db, conflict.output.recordId, values, epoch)
    const settle = await settling(tablet.db, held, epoch, { state: 'resolved', choice: chosen.choice })
    return { id: conflict.output.recordId, changes: [...change, settle] }
  })
}

function chosenValues({ fields }: Conflict, chosen: ConflictChoice): FieldValues {
  switch (chosen.choice) {
    case 'theirs':
      return {}
    case 'mine':
      return Object.fromEntries(Object.entries(fields).map(([path, field]) => [path, field.lost]))
    case 'other':
      return chosen.values
  }
}

/** Fields that would not fit the record with these values. */
function problemsOf(target: RecordRow, values: FieldValues): readonly string[] {
  const { [VOID_PATH]: _, ...set } = values
  if (Object.keys(set).length === 0) return []
  const checked = checkBody(
    target.kind,
    withFields(target.body, set, definitionOf(target.kind)?.policies ?? {}),
  )
  return checked.ok ? [] : checked.fields
}

/** The operations that give a record these values; none when it has them. */
async function changeTo(
  db: Database,
  recordId: string,
  values: FieldValues,
  epoch: string,
): Promise<readonly Change[]> {
  const target = await db.records.get(recordId)
  if (target === undefined) return []
  const own = await db.outbox.where('recordId').equals(recordId).sortBy('n')
  const now = fieldsOf(target.body, definitionOf(target.kind)?.policies ?? {})
  const { [VOID_PATH]: isVoid, ...fields } = values
  const changed = Object.keys(fields).filter((path) => !sameValue(now[path] ?? null, fields[path]))
  const about = {
    kind: target.kind,
    recordId,
    scope: target.scope,
    base: await baseOf(db, target, epoch),
    parentN: own.at(-1)?.n ?? null,
  }
  const pick = (from: FieldValues) => Object.fromEntries(changed.map((path) => [path, from[path] ?? null]))
  const changes: Change[] = []
  if (changed.length > 0) changes.push({ ...about, action: 'patch', set: pick(fields), was: pick(now) })
  if (typeof isVoid === 'boolean' && isVoid !== target.deleted) {
    changes.push({ ...about, action: isVoid ? 'void' : 'restore', set: {}, was: {} })
  }
  return changes
}

async function settling(db: Database, row: RecordRow, epoch: string, set: FieldValues): Promise<Change> {
  return {
    kind: row.kind,
    recordId: row.id,
    scope: row.scope,
    action: 'resolve',
    base: await baseOf(db, row, epoch),
    parentN: null,
    set,
    was: { state: 'open' },
  }
}

/** Decides about a change by somebody who may not record here: it counts, or its author is told why not. */
export async function decideReview(
  tablet: Tablet,
  reviewId: string,
  decision: 'accepted' | 'declined',
  reason: string | null,
): Promise<SaveResult> {
  return save(tablet, async (epoch): Promise<Changes | null> => {
    const row = await tablet.db.records.get(reviewId)
    const review = v.safeParse(reviewSchema, row?.body)
    if (row === undefined || !review.success) return null
    const set = { state: decision, reason, about: review.output.recordId }
    return { id: reviewId, changes: [await settling(tablet.db, row, epoch, set)] }
  })
}

/**
 * Takes back what this tablet did to a record and the server did not take, with a reason. It is the
 * only way such an entry goes, and it is told to the server like any other change.
 */
export async function withdrawChanges(tablet: Tablet, recordId: string, reason: string): Promise<SaveResult> {
  return save(tablet, async () => {
    const own = await tablet.db.outbox.where('recordId').equals(recordId).sortBy('n')
    const faulty = own.filter((row) => row.state === 'attention' || row.state === 'held')
    const last = faulty.at(-1)
    if (last === undefined) return null
    const { kind, scope, opId } = last.op
    const about = { kind, recordId, scope, base: null, parentN: null, supersedes: opId }
    const dealtWith = [...faulty, ...stranded(await tablet.db.records.get(recordId), own, faulty)]
    return { id: recordId, changes: [{ ...about, action: 'withdraw', set: { reason }, was: {} }], dealtWith }
  })
}

/** Asks whoever leads the branch about an entry. @param about the entry and what is wrong with it, in words */
export async function askLead(
  tablet: Tablet,
  about: { readonly recordId: string; readonly kind: string; readonly scope: string; readonly words: string },
  text: string,
): Promise<SaveResult> {
  const body = {
    recordId: about.recordId,
    recordKind: about.kind,
    about: about.words,
    text,
    askedBy: tablet.actor.name,
    answer: null,
    answeredBy: null,
    isRead: false,
  }
  // At a place this tablet may not record for, the question goes to the tablet's own.
  return createRecord(tablet, { kind: 'question', scope: tablet.siteId ?? about.scope, body })
}

export async function answerQuestion(tablet: Tablet, questionId: string, text: string): Promise<SaveResult> {
  return changeQuestion(tablet, questionId, { answer: text, answeredBy: tablet.actor.name, isRead: false })
}

/** Whoever asked has read the answer, so that it need not stand before them any more. */
export async function answerRead(tablet: Tablet, questionId: string): Promise<SaveResult> {
  return changeQuestion(tablet, questionId, { isRead: true })
}

async function changeQuestion(
  tablet: Tablet,
  questionId: string,
  changes: Partial<Question>,
): Promise<SaveResult> {
  const entry = await readEntry(tablet.db, questionId)
  const question = entry === null ? null : readBody('question', entry.seen.body)
  if (entry === null || question === null) return NOT_FOUND
  return correctRecord(tablet, questionId, entry.seen, { ...question, ...changes })
}
