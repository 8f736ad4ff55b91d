import { type FormEvent, useState } from 'react'
import { readMilestoneForm } from '#domain/plan/action-progress.ts'
import type { Milestone } from '#domain/plan/plan-action.ts'
import { QUARTERS, quarterInWords } from '#domain/time/quarter.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'

type Said = Pick<Milestone, 'text' | 'due'>

interface MilestoneFormProps {
  /** Where a half-typed one lies. */
  readonly draftKey: string
  readonly label: string
  readonly button: string
  readonly start: Said
  /** True once it is on disk: the form is then blank again. */
  onSave(milestone: Said): Promise<boolean>
  /** Left out where there is nothing to go back to. */
  readonly onLeave?: () => void
}

/** What is to be reached, and by when. */
export function MilestoneForm({ draftKey, label, button, start, onSave, onLeave }: MilestoneFormProps) {
  const { typed = {}, put, forget } = useFormDraft(draftKey)
  const { text = start.text, due = start.due ?? '' } = typed
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const save = async (): Promise<void> => {
    const read = readMilestoneForm(text, due)
    setProblem(read.ok ? undefined : read.words)
    if (read.ok && (await onSave(read.milestone))) await forget()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="stack no-print" aria-label={button} onSubmit={onSubmit}>
      <TextField
        label={label}
        value={text}
        error={problem}
        onChange={(next) => put({ ...typed, text: next })}
      />
      <SelectField
        label="Due in"
        value={due}
        choices={[
          { value: '', label: 'No quarter' },
          ...QUARTERS.map((value) => ({ value, label: quarterInWords(value) })),
        ]}
        onChange={(next) => put({ ...typed, due: next })}
      />
      <FormButtons save={button} onLeave={onLeave === undefined ? undefined : leaving(forget, onLeave)} />
    </form>
  )
}

/** Goes back, and wants nothing of what was typed. */
export function leaving(forget: () => Promise<void>, onLeave: () => void): () => void {
  return () => void forget().then(onLeave)
}

interface FormButtonsProps {
  readonly save: string
  readonly onLeave: (() => void) | undefined
}

/** The end of a small form: save it or, where there is something to go back to, leave it as it was. */
export function FormButtons({ save, onLeave }: FormButtonsProps) {
  return (
    <div className="row">
      <button type="submit" className="button">
        {save}
      </button>
      {onLeave !== undefined && (
        <button type="button" className="button" onClick={onLeave}>
          Leave it as it was
        </button>
      )}
    </div>
  )
}
