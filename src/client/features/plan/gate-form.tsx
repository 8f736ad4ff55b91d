import type { FormEvent } from 'react'
import { GATE_SETS, gatesOf, readGateSet } from '#domain/plan/gate-sets.ts'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { SelectField } from '#client/ui/field.tsx'
import type { ActionChanger } from './use-change-action.ts'

const CHOICES = [
  { value: '', label: 'Choose' },
  ...Object.entries(GATE_SETS).map(([value, { label }]) => ({ value, label })),
]

/** For an action without milestones: begin with the steps that such work usually has. */
export function GateForm({
  draftKey,
  action,
  changer,
}: {
  /** Where a choice that was not used yet lies. */
  readonly draftKey: string
  readonly action: PlanAction
  readonly changer: ActionChanger
}) {
  const { newId } = useTablet()
  const { typed = {}, put, forget } = useFormDraft(draftKey)
  const { chosen = '' } = typed
  const set = readGateSet(chosen)
  const add = async (): Promise<void> => {
    if (set === null) return
    const keys = GATE_SETS[set].gates.map(() => newId())
    const isAdded = await changer.change(
      (now) => ({ ...now, milestones: { ...now.milestones, ...gatesOf(set, action.quarters, keys) } }),
      'The steps are added.',
    )
    if (isAdded) await forget()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void add()
  }
  return (
    <form className="stack stack-tight no-print" aria-label="Usual steps" onSubmit={onSubmit}>
      <SelectField
        label="Begin with usual steps"
        value={chosen}
        choices={CHOICES}
        onChange={(next) => put({ chosen: next })}
      />
      {set !== null && (
        <>
          <p className="small">{GATE_SETS[set].gates.join(', ')}. Each can be changed or taken out.</p>
          <p>
            <button type="submit" className="button">
              Add these steps
            </button>
          </p>
        </>
      )}
    </form>
  )
}
