import { type FormEvent, useState } from 'react'
import { GATE_SETS, gatesOf, readGateSet } from '#domain/plan/gate-sets.ts'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { SelectField } from '#client/ui/field.tsx'
import type { ActionChanger } from './use-change-action.ts'

const CHOICES = [
  { value: '', label: 'Choose' },
  ...Object.entries(GATE_SETS).map(([value, { label }]) => ({ value, label })),
]

/** For an action without milestones: begin with the steps that such work usually has. */
export function GateForm({
  action,
  changer,
}: {
  readonly action: PlanAction
  readonly changer: ActionChanger
}) {
  const { newId } = useTablet()
  const [chosen, setChosen] = useState('')
  const set = readGateSet(chosen)
  const add = (event: FormEvent): void => {
    event.preventDefault()
    if (set === null) return
    const keys = GATE_SETS[set].gates.map(() => newId())
    void changer.change(
      (now) => ({ ...now, milestones: { ...now.milestones, ...gatesOf(set, action.quarters, keys) } }),
      'The steps are added.',
    )
  }
  return (
    <form className="stack stack-tight no-print" aria-label="Usual steps" onSubmit={add}>
      <SelectField label="Begin with usual steps" value={chosen} choices={CHOICES} onChange={setChosen} />
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
