import { type FormEvent, useState } from 'react'
import type { Plan } from '#domain/plan/plan-records.ts'
import type { Named } from '#domain/plan/plan-tree.ts'
import { useEntry } from '#client/data/entries.ts'
import { correctRecord } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { TextArea } from '#client/ui/field.tsx'
import { SaveFailed } from '../plan-parts.tsx'

const LONGEST = 2000

/** Where the plan comes from, as it is said under its heading. */
export function SourceForm({ plan }: { plan: Named<Plan> }) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const entry = useEntry(plan.id)
  const [source, setSource] = useState(plan.body.source)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [failure, setFailure] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    const isFit = source.trim() !== '' && source.trim().length <= LONGEST
    setProblem(isFit ? undefined : `Say in up to ${LONGEST} characters where the plan comes from.`)
    if (!isFit || !entry) return
    const result = await correctRecord(tablet, plan.id, entry.seen, { ...entry.body, source: source.trim() })
    setFailure(result.ok ? null : SAVE_FAILURE_WORDS[result.code])
    if (result.ok) announce('Saved on this tablet.')
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="sheet stack" aria-label="Source of the plan" onSubmit={onSubmit}>
      <TextArea label="Where the plan comes from" value={source} error={problem} onChange={setSource} />
      <SaveFailed words={failure} />
      <div>
        <button type="submit" className="button">
          Save the source
        </button>
      </div>
    </form>
  )
}
