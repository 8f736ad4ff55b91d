import * as v from 'valibot'
import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { themeSchema } from '#domain/records/vocabulary.ts'
import { type Quarter, quarterSchema } from '#domain/time/quarter.ts'
import { readJson, ReferenceDataError, type ReferenceRecord, referenceRecord } from './reference-file.ts'

const PLAN_FILE = 'plan.json'
const NOTES_FILE = 'plan-notes.json'

const numbersSchema = v.array(v.number())

const planFileSchema = v.object({
  source: v.string(),
  planYear: v.pipe(v.string(), v.regex(/^\d{4}\/\d{2}$/)),
  priorities: v.array(v.object({ number: v.number(), title: v.string(), note: v.optional(v.string()) })),
  promises: v.array(
    v.object({ id: v.string(), text: v.string(), themes: v.array(themeSchema), priorities: numbersSchema }),
  ),
  activities: v.array(v.object({ code: v.string(), text: v.string(), priorities: numbersSchema })),
  actions: v.array(
    v.object({
      id: v.string(),
      text: v.string(),
      quarters: v.array(quarterSchema),
      priorities: numbersSchema,
    }),
  ),
})
type PlanFile = v.InferOutput<typeof planFileSchema>

const remarkSchema = v.object({ action: v.string(), remark: v.string() })

const notesFileSchema = v.object({
  plan: v.object({ year: v.number() }),
  /** Priorities whose note in the plan's file is an editor's, not the plan's own text. */
  editorialNotes: numbersSchema,
  crossReferences: v.array(
    v.object({ priority: v.number(), toPriority: v.number(), alsoCounts: v.string() }),
  ),
  truncated: v.array(remarkSchema),
  printedTwice: v.array(
    v.object({ ...remarkSchema.entries, priority: v.number(), quarters: v.array(v.array(quarterSchema)) }),
  ),
  checkPlacement: v.array(remarkSchema),
  /** Actions that say nearly the same as others. */
  nearRepeats: v.optional(v.array(v.object({ action: v.string(), of: v.array(v.string()) })), []),
  /** For a plan whose priorities are not those the measures are numbered by: the measures of each. */
  measures: v.optional(
    v.array(v.object({ priority: v.number(), measures: v.array(v.picklist(Object.keys(MEASURE_NAMES))) })),
    [],
  ),
})
type NotesFile = v.InferOutput<typeof notesFileSchema>

const actionId = (code: string) => `action/${code}`
const priorityId = (number: number) => `priority/${number}`

/** The plan with everything that stands in it, in printed order. */
export async function readPlan(folder: string): Promise<readonly ReferenceRecord[]> {
  const file = await readJson(folder, PLAN_FILE, planFileSchema)
  const notes = await readJson(folder, NOTES_FILE, notesFileSchema)
  checkNotesFit(file, notes)
  const planId = `plan/${notes.plan.year}`
  return [
    referenceRecord({ file: PLAN_FILE, row: 'entry plan' }, planId, 'plan', {
      year: notes.plan.year,
      source: file.source,
    }),
    ...priorities(file, notes, planId),
    ...file.promises.map((promise) =>
      referenceRecord({ file: PLAN_FILE, row: `entry ${promise.id}` }, `promise/${promise.id}`, 'promise', {
        planId,
        code: promise.id,
        text: promise.text,
        themes: promise.themes,
        priorityIds: promise.priorities.map(priorityId),
      }),
    ),
    ...file.activities.map((activity) =>
      referenceRecord(
        { file: PLAN_FILE, row: `entry ${activity.code}` },
        `activity/${activity.code}`,
        'priority-activity',
        {
          planId,
          code: activity.code,
          text: activity.text,
          priorityIds: activity.priorities.map(priorityId),
        },
      ),
    ),
    ...actions(file, notes, planId),
  ]
}

function priorities(file: PlanFile, notes: NotesFile, planId: string): readonly ReferenceRecord[] {
  return file.priorities.map((priority) => {
    const note = priority.note ?? null
    const editorial = notes.editorialNotes.includes(priority.number)
    const reference = notes.crossReferences.find((entry) => entry.priority === priority.number)
    return referenceRecord(
      { file: PLAN_FILE, row: `entry priority ${priority.number}` },
      priorityId(priority.number),
      'corporate-priority',
      {
        planId,
        number: priority.number,
        title: priority.title,
        note: editorial ? null : note,
        remark: editorial ? note : null,
        measures: notes.measures.find((entry) => entry.priority === priority.number)?.measures ?? null,
        crossReference:
          reference === undefined
            ? null
            : { priorityId: priorityId(reference.toPriority), alsoCounts: reference.alsoCounts },
      },
    )
  })
}

function actions(file: PlanFile, notes: NotesFile, planId: string): readonly ReferenceRecord[] {
  return file.actions.map((action, index) => {
    const remarks = [...notes.truncated, ...notes.printedTwice, ...notes.checkPlacement]
      .filter((note) => note.action === action.id)
      .map((note) => note.remark)
    return referenceRecord(
      { file: PLAN_FILE, row: `entry ${action.id}` },
      actionId(action.id),
      'plan-action',
      {
        planId,
        code: action.id,
        order: index + 1,
        text: action.text,
        quarters: action.quarters,
        places: action.priorities.flatMap((number) =>
          printings(notes, action, number).map((quarters) => ({ priorityId: priorityId(number), quarters })),
        ),
        truncated: notes.truncated.some((note) => note.action === action.id),
        checkPlacement: notes.checkPlacement.some((note) => note.action === action.id),
        remark: remarks.length === 0 ? null : remarks.join(' '),
        nearRepeatIds: notes.nearRepeats
          .filter((note) => note.action === action.id)
          .flatMap((note) => note.of.map(actionId)),
      },
    )
  })
}

/** The quarters printed at each place an action has under one priority; nearly always one place. */
function printings(
  notes: NotesFile,
  action: { readonly id: string; readonly quarters: readonly Quarter[] },
  priority: number,
): readonly (readonly Quarter[])[] {
  const twice = notes.printedTwice.find((note) => note.action === action.id && note.priority === priority)
  return twice === undefined ? [action.quarters] : twice.quarters
}

function checkNotesFit(file: PlanFile, notes: NotesFile): void {
  const noted = [...notes.truncated, ...notes.printedTwice, ...notes.checkPlacement].map(
    ({ action }) => action,
  )
  const near = notes.nearRepeats.flatMap(({ action, of }) => [action, ...of])
  for (const action of [...noted, ...near]) {
    if (file.actions.some(({ id }) => id === action)) continue
    throw new ReferenceDataError({ file: NOTES_FILE, row: `entry ${action}` }, 'action', 'is not in the plan')
  }
  if (!file.planYear.startsWith(String(notes.plan.year))) {
    throw new ReferenceDataError(
      { file: NOTES_FILE, row: 'entry plan' },
      'year',
      `the plan says ${file.planYear}`,
    )
  }
}
