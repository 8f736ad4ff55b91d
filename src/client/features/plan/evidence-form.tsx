import { type FormEvent, useState } from 'react'
import { type EvidenceCheck, milestonesInOrder, readEvidence } from '#domain/plan/action-progress.ts'
import type { Evidence, PlanAction } from '#domain/plan/plan-action.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { type Typed, useFormDraft } from '#client/data/form-draft.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { RadioChips } from '#client/ui/radio-chips.tsx'
import { EntryPick, MeasurePick } from './evidence-pick.tsx'
import { FormButtons, leaving } from './milestone-form.tsx'

type Start = Omit<Evidence, 'removed' | 'on'> & { readonly on: LocalDate }

interface EvidenceFormProps {
  /** The action it is evidence of. */
  readonly about: { readonly id: string; readonly action: PlanAction }
  /** Where a half-typed one lies. */
  readonly draftKey: string
  readonly label: string
  readonly button: string
  readonly start: Start
  /** True once it is on disk: the form is then blank again. */
  onSave(evidence: Evidence): Promise<boolean>
  /** Left out where there is nothing to go back to. */
  readonly onLeave?: () => void
}

const WHATS = [
  { value: 'note', label: 'A note or a link' },
  { value: 'entry', label: 'An entry' },
  { value: 'measure', label: 'A measure' },
] as const
type What = (typeof WHATS)[number]['value']

/** What stands in the form: what was typed, over what it began with. */
function inForm(start: Start, typed: Typed): Typed {
  const { note, link, recordId = null, measureId = null, milestone = null } = start
  const began = recordId !== null ? 'entry' : measureId !== null ? 'measure' : 'note'
  return {
    what: began,
    note,
    link: link ?? '',
    recordId: recordId ?? '',
    measureId: measureId ?? '',
    milestone: milestone ?? '',
    picked: note,
    ...typed,
  }
}

type Problem = { readonly field: 'note' | 'link' | 'pick'; readonly words: string }

/** Reads the form. What was chosen needs no words of its own: without any, its name is the note. */
function readForm(
  form: Typed,
  on: LocalDate,
): { readonly ok: false; readonly problem: Problem } | { readonly ok: true; readonly evidence: Evidence } {
  const { what, note = '', link = '', recordId = '', measureId = '', milestone = '', picked = '' } = form
  if (what === 'entry' && recordId === '')
    return { ok: false, problem: { field: 'pick', words: 'Choose the entry.' } }
  if (what === 'measure' && measureId === '')
    return { ok: false, problem: { field: 'pick', words: 'Choose the measure.' } }
  const read: EvidenceCheck = readEvidence(
    note.trim() === '' && what !== 'note' ? picked : note,
    what === 'note' ? link : '',
    on,
    {
      ...(what === 'entry' ? { recordId } : {}),
      ...(what === 'measure' ? { measureId } : {}),
      ...(milestone === '' ? {} : { milestone }),
    },
  )
  return read.ok ? read : { ok: false, problem: read }
}

/** A note, a link, an entry or a measure that shows how the action or one of its milestones goes. */
export function EvidenceForm({ about, draftKey, label, button, start, onSave, onLeave }: EvidenceFormProps) {
  const { typed = {}, put, forget } = useFormDraft(draftKey)
  const [problem, setProblem] = useState<Problem | null>(null)
  const form = inForm(start, typed)
  const what = WHATS.find(({ value }) => value === form['what'])?.value ?? 'note'
  const save = async (): Promise<void> => {
    const read = readForm(form, start.on)
    setProblem(read.ok ? null : read.problem)
    if (read.ok && (await onSave(read.evidence))) await forget()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  const problemOf = (field: Problem['field']) => (problem?.field === field ? problem.words : undefined)
  const pick = { typed: form, error: problemOf('pick'), put }
  return (
    <form className="stack no-print" aria-label={button} onSubmit={onSubmit}>
      <RadioChips<What>
        legend="What it is"
        value={what}
        choices={WHATS}
        onChange={(next) => put({ ...typed, what: next })}
      />
      {what === 'entry' && <EntryPick {...pick} actionId={about.action.continues ?? about.id} />}
      {what === 'measure' && <MeasurePick {...pick} />}
      <TextField
        label={label}
        {...(what === 'note' ? {} : { hint: 'What it shows; its name stands here when left empty.' })}
        value={form['note'] ?? ''}
        error={problemOf('note')}
        onChange={(next) => put({ ...typed, note: next })}
      />
      {what === 'note' && (
        <TextField
          label="Link"
          hint="Where it can be read; may stay empty."
          value={form['link'] ?? ''}
          error={problemOf('link')}
          onChange={(next) => put({ ...typed, link: next })}
        />
      )}
      <MilestoneChoice
        action={about.action}
        form={form}
        onChange={(next) => put({ ...typed, milestone: next })}
      />
      <FormButtons save={button} onLeave={onLeave === undefined ? undefined : leaving(forget, onLeave)} />
    </form>
  )
}

/** Which milestone it is for, where the action has any. */
function MilestoneChoice({
  action,
  form,
  onChange,
}: {
  readonly action: PlanAction
  readonly form: Typed
  readonly onChange: (key: string) => void
}) {
  const milestones = milestonesInOrder(action)
  if (milestones.length === 0) return null
  return (
    <SelectField
      label="For"
      value={form['milestone'] ?? ''}
      choices={[
        { value: '', label: 'The action as a whole' },
        ...milestones.map(([key, { text }]) => ({ value: key, label: text })),
      ]}
      onChange={onChange}
    />
  )
}
