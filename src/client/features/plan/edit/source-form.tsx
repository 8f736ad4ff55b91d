import { type FormEvent, useState } from 'react'
import * as v from 'valibot'
import type { Plan } from '#domain/plan/plan-records.ts'
import type { Named } from '#domain/plan/plan-tree.ts'
import { seenSchema, useDraftKeeper, useStoredDraft } from '#client/data/draft-keeper.ts'
import { useEntry } from '#client/data/entries.ts'
import { correctRecord, type Seen } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { TextArea } from '#client/ui/field.tsx'
import { SaveFailed } from '../plan-parts.tsx'

const LONGEST = 2000

const draftSchema = v.object({ source: v.string(), seen: seenSchema })
type Draft = v.InferOutput<typeof draftSchema>

interface SourceFormProps {
  readonly plan: Named<Plan>
}

/** Where the plan comes from, as it is said under its heading. */
export function SourceForm({ plan }: SourceFormProps) {
  const draftKey = `typed/plan-source/${plan.id}`
  const entry = useEntry(plan.id)
  const draft = useStoredDraft(draftKey, draftSchema)
  if (draft === undefined || !entry) return null
  return <Form plan={plan} now={entry.seen} draft={draft} draftKey={draftKey} />
}

interface FormProps extends SourceFormProps {
  /** The plan as it is now, which may have been changed elsewhere since the draft was begun. */
  readonly now: Seen
  readonly draft: Draft | null
  readonly draftKey: string
}

function Form({ plan, now, draft, draftKey }: FormProps) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const keeper = useDraftKeeper<Draft>(draftKey, () => undefined)
  /** Null while the field says what the plan does. */
  const [typed, setTyped] = useState(draft?.source ?? null)
  /** The plan as it was when the first key was typed that is not saved yet. */
  const [begun, setBegun] = useState<Seen | null>(draft?.seen ?? null)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [failure, setFailure] = useState<string | null>(null)
  const seen = begun ?? now
  const source = typed ?? plan.body.source
  const change = (next: string): void => {
    setTyped(next)
    setBegun(seen)
    keeper.keep({ source: next, seen })
  }
  const save = async (): Promise<void> => {
    const isFit = source.trim() !== '' && source.trim().length <= LONGEST
    setProblem(isFit ? undefined : `Say in up to ${LONGEST} characters where the plan comes from.`)
    if (!isFit) return
    await keeper.stop()
    const body = { ...seen.body, source: source.trim() }
    const result = await correctRecord(tablet, plan.id, seen, body, draftKey)
    setFailure(result.ok ? null : SAVE_FAILURE_WORDS[result.code])
    if (!result.ok) return keeper.keep({ source, seen })
    setTyped(null)
    setBegun(null)
    announce('Saved on this tablet.')
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="sheet stack" aria-label="Source of the plan" onSubmit={onSubmit}>
      <TextArea label="Where the plan comes from" value={source} error={problem} onChange={change} />
      <SaveFailed words={failure} />
      <div>
        <button type="submit" className="button">
          Save the source
        </button>
      </div>
    </form>
  )
}
