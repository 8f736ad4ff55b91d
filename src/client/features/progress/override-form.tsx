import { type FormEvent, useState } from 'react'
import type { StandingOverride } from '#domain/plan/quarter-close.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'

interface OverrideFormProps {
  readonly measureId: string
  readonly draftKey: string
  /** True when something was typed here before and is not saved yet. */
  readonly hasDraft: boolean
  /** Whether it is on the disk; where it is not, the screen says why. */
  readonly onJudge: (judged: Pick<StandingOverride, 'standing' | 'reason'>) => Promise<boolean>
}

/** Folded away until it is wanted; what was typed and not saved brings it back open. */
export function OverrideForm(props: OverrideFormProps) {
  const { measureId, hasDraft } = props
  const [isOpen, setOpen] = useState<boolean>()
  const isShown = isOpen ?? hasDraft
  return (
    <details
      className="no-print"
      open={isShown}
      onToggle={({ currentTarget: { open } }) => {
        if (open !== isShown) setOpen(open)
      }}
    >
      <summary className="progress-summary">Judge {measureId} otherwise</summary>
      {isShown && <Form {...props} onClose={() => setOpen(false)} />}
    </details>
  )
}

const COLOURS = ['green', 'amber', 'red'] as const

function Form({ measureId, draftKey, onJudge, onClose }: OverrideFormProps & { onClose(): void }) {
  const { typed = {}, put, forget } = useFormDraft(draftKey)
  const { colour = '', reason = '' } = typed
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const judge = async (): Promise<void> => {
    const standing = COLOURS.find((one) => one === colour)
    const isFit = standing !== undefined && reason.trim() !== '' && reason.trim().length <= 200
    setProblem(isFit ? undefined : 'Choose a colour, and say why in up to 200 characters.')
    if (!isFit || !(await onJudge({ standing, reason: reason.trim() }))) return
    await forget()
    onClose()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void judge()
  }
  return (
    <form className="stack stack-tight" aria-label={`Judge ${measureId} otherwise`} onSubmit={onSubmit}>
      <SelectField
        label="Colour"
        value={colour}
        choices={[
          { value: '', label: 'Choose' },
          { value: 'green', label: 'Green' },
          { value: 'amber', label: 'Amber' },
          { value: 'red', label: 'Red' },
        ]}
        onChange={(next) => put({ colour: next, reason })}
      />
      <TextField
        label="Why"
        value={reason}
        error={problem}
        onChange={(next) => put({ colour, reason: next })}
      />
      <div>
        <button type="submit" className="button">
          Judge it so
        </button>
      </div>
    </form>
  )
}
