import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import * as v from 'valibot'
import { type PartProblems, readTypedPart, standingOnlyUnder } from '#domain/plan/edit-part.ts'
import { type Cells, LINE_COLUMNS, PLAN_COLUMNS, type PlanColumn } from '#domain/plan/plan-line.ts'
import { listInWords } from '#domain/plan/plan-words.ts'
import { type PartLine, PART_WORDS, type PlanPart } from '#domain/plan/plan-part.ts'
import { seenSchema, useDraftKeeper } from '#client/data/draft-keeper.ts'
import { readTakingIn, savePart, setInPlan } from '#client/data/plan-changes.ts'
import { asPart } from '#client/data/plan-tree.ts'
import type { SaveResult, Seen } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { ErrorSummary } from '#client/ui/error-summary.tsx'
import { SaveBar } from '#client/ui/save-bar.tsx'
import { SaveFailed } from '../plan-parts.tsx'
import { PartField } from './part-field.tsx'

/** What is kept of a half-typed part, with what was looked at when its typing began. */
export const partDraftSchema = v.object({
  cells: v.record(v.string(), v.string()),
  seen: v.nullable(seenSchema),
})
type PartDraft = v.InferOutput<typeof partDraftSchema>

/** Kept on the page of the action itself, or, once it is there, moved with a reason. */
const KEPT_ELSEWHERE: ReadonlySet<PlanColumn> = new Set<PlanColumn>([
  'quarters',
  'status',
  'how_it_goes',
  'day',
  'owner',
  'sites',
])

interface PartFormProps {
  readonly line: PartLine
  readonly planId: string
  /** The part as it is held; null for a new one. */
  readonly part: PlanPart | null
  readonly seen: Seen | null
  readonly start: Cells
  /** Everything in the plan, to choose from. */
  readonly parts: readonly PlanPart[]
  readonly draft: PartDraft | null
  readonly draftKey: string
  /** Where the form leads when it is done. */
  readonly back: string
}

/** What a part of the plan says, judged against what stood there when the form was opened. */
export function PartForm({ line, planId, part, seen, start, parts, draft, draftKey, back }: PartFormProps) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const [opened] = useState(draft === null ? seen : draft.seen)
  const [cells, setCells] = useState<Cells>({ ...start, ...draft?.cells })
  const [isUnkept, setUnkept] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>({ attempt: 0, problems: {}, failure: null })
  const keeper = useDraftKeeper<PartDraft>(draftKey, () => setUnkept(true))
  const columns = LINE_COLUMNS[line].filter(
    (column) => !KEPT_ELSEWHERE.has(column) || (part === null && column === 'quarters'),
  )
  const put = (column: PlanColumn, text: string): void => {
    const next = { ...cells, [column]: text }
    setCells(next)
    keeper.keep({ cells: next, seen: opened })
  }
  const stay = (problems: PartProblems, failure: string | null): void => {
    setSaving(false)
    setOutcome(({ attempt }) => ({ attempt: attempt + 1, problems, failure }))
  }
  const done = async (saving: Promise<SaveResult>, said: string): Promise<void> => {
    const result = await saving
    if (!result.ok) return stay({}, SAVE_FAILURE_WORDS[result.code])
    announce(said)
    await navigate(back)
  }
  const save = async (): Promise<void> => {
    setSaving(true)
    const held = part === null || opened === null ? null : asPart({ ...part, body: opened.body })
    const from = await readTakingIn(tablet, 'Planned anew')
    const said = Object.fromEntries(columns.map((column) => [column, cells[column] ?? '']))
    const read = readTypedPart({ line, cells: said, planId, held }, from)
    if (!read.ok) return stay(read.problems, null)
    await keeper.stop()
    await done(savePart(tablet, read.part, { seen: opened, draftKey }), 'Saved on this tablet.')
  }
  const takeOut = async (id: string): Promise<void> => {
    const left = line === 'priority' ? standingOnlyUnder(id, parts) : []
    if (left.length > 0) {
      return stay({}, `Put ${listInWords(left)} under another priority first: they stand only here.`)
    }
    await done(setInPlan(tablet, id, false), 'No longer in the plan. It is kept, and can be put back.')
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  const { attempt, problems, failure } = outcome
  return (
    <form className="form" onSubmit={onSubmit}>
      <ErrorSummary
        attempt={attempt}
        problems={columns.flatMap((column) => {
          const words = problems[column]
          return words === undefined
            ? []
            : [{ fieldId: `part-${column}`, message: `${PLAN_COLUMNS[column]}: ${words}` }]
        })}
      />
      {columns.map((column) => (
        <PartField
          key={column}
          column={column}
          value={cells[column] ?? ''}
          error={problems[column]}
          parts={parts}
          onChange={(text) => put(column, text)}
        />
      ))}
      <SaveFailed words={failure} />
      <SaveBar saves="The plan on every tablet follows." isSaving={isSaving} isUnkept={isUnkept} />
      {part !== null && !part.deleted && (
        <div>
          <button type="button" className="button" onClick={() => void takeOut(part.id)}>
            Take this {PART_WORDS[line].one.toLowerCase()} out of the plan
          </button>
        </div>
      )}
    </form>
  )
}

interface Outcome {
  readonly attempt: number
  readonly problems: PartProblems
  readonly failure: string | null
}
