import { type FormEvent, useState } from 'react'
import { type EvidenceCheck, readEvidence } from '#domain/plan/action-progress.ts'
import type { Evidence } from '#domain/plan/plan-action.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { TextField } from '#client/ui/field.tsx'
import { FormButtons, leaving } from './milestone-form.tsx'

interface EvidenceFormProps {
  /** Where a half-typed one lies. */
  readonly draftKey: string
  readonly label: string
  readonly button: string
  readonly start: { readonly note: string; readonly link: string | null; readonly on: LocalDate }
  /** True once it is on disk: the form is then blank again. */
  onSave(evidence: Evidence): Promise<boolean>
  /** Left out where there is nothing to go back to. */
  readonly onLeave?: () => void
}

/** A note and, where it can be read, a link. */
export function EvidenceForm({ draftKey, label, button, start, onSave, onLeave }: EvidenceFormProps) {
  const { typed = {}, put, forget } = useFormDraft(draftKey)
  const { note = start.note, link = start.link ?? '' } = typed
  const [problem, setProblem] = useState<Extract<EvidenceCheck, { ok: false }> | null>(null)
  const save = async (): Promise<void> => {
    const read = readEvidence(note, link, start.on)
    setProblem(read.ok ? null : read)
    if (read.ok && (await onSave(read.evidence))) await forget()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  const problemOf = (field: 'note' | 'link') => (problem?.field === field ? problem.words : undefined)
  return (
    <form className="stack no-print" aria-label={button} onSubmit={onSubmit}>
      <TextField
        label={label}
        value={note}
        error={problemOf('note')}
        onChange={(next) => put({ ...typed, note: next })}
      />
      <TextField
        label="Link"
        hint="Where it can be read; may stay empty."
        value={link}
        error={problemOf('link')}
        onChange={(next) => put({ ...typed, link: next })}
      />
      <FormButtons save={button} onLeave={onLeave === undefined ? undefined : leaving(forget, onLeave)} />
    </form>
  )
}
