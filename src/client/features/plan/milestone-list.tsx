import { type FormEvent, useState } from 'react'
import { milestonesInOrder, readQuarter, tickMilestone, withMilestone } from '#domain/plan/action-progress.ts'
import type { Milestone, PlanAction } from '#domain/plan/plan-action.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { QUARTERS, quarterInWords } from '#domain/time/quarter.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { SelectField, TextField, Tick } from '#client/ui/field.tsx'
import { PlanTag, SaveFailed } from './plan-parts.tsx'
import { useChangeAction } from './use-change-action.ts'

interface MilestoneListProps {
  readonly id: string
  readonly action: PlanAction
}

/** The steps of an action, which the county adds and ticks. */
export function MilestoneList({ id, action }: MilestoneListProps) {
  const { siteId, clock } = useTablet()
  const { failure, change } = useChangeAction(id)
  const milestones = milestonesInOrder(action)
  const tick = (key: string, isDone: boolean): void => {
    const doneOn = isDone ? clock.today() : null
    void change((now) => tickMilestone(now, key, doneOn), isDone ? 'Ticked as done.' : 'No longer done.')
  }
  return (
    <section className="sheet stack" aria-labelledby="milestones">
      <h2 id="milestones">Milestones</h2>
      {milestones.length === 0 && <p className="muted">None yet.</p>}
      {milestones.length > 0 && (
        <ul className="plan-list" aria-label="Milestones">
          {milestones.map(([key, milestone]) => (
            <li key={key}>
              {siteId === null ? (
                <Tick checked={milestone.doneOn !== null} onChange={(isDone) => tick(key, isDone)}>
                  {milestone.text}
                </Tick>
              ) : (
                <p>{milestone.text}</p>
              )}
              <MilestoneFacts milestone={milestone} />
            </li>
          ))}
        </ul>
      )}
      <SaveFailed words={failure} />
      {siteId === null && <AddMilestone id={id} />}
    </section>
  )
}

function MilestoneFacts({ milestone: { due, doneOn } }: { milestone: Milestone }) {
  const { clock } = useTablet()
  return (
    <p className="plan-facts small">
      <PlanTag>{due === null ? 'No quarter' : quarterInWords(due)}</PlanTag>
      <span>{doneOn === null ? 'To do' : `Done on ${dayInWords(doneOn, clock.today())}`}</span>
    </p>
  )
}

function AddMilestone({ id }: { id: string }) {
  const tablet = useTablet()
  const { failure, change } = useChangeAction(id)
  const { typed = {}, put, forget } = useFormDraft(`typed/milestone/${id}`)
  const { text = '', due = '' } = typed
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const add = async (): Promise<void> => {
    const isFit = text.trim() !== '' && text.trim().length <= 200
    setProblem(isFit ? undefined : 'Say in up to 200 characters what is to be reached.')
    if (!isFit) return
    const milestone = { text: text.trim(), due: readQuarter(due), doneOn: null }
    const key = tablet.newId()
    if (!(await change((action) => withMilestone(action, key, milestone), 'The milestone is added.'))) return
    await forget()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void add()
  }
  return (
    <form className="stack no-print" onSubmit={onSubmit}>
      <TextField
        label="New milestone"
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
      <SaveFailed words={failure} />
      <div>
        <button type="submit" className="button">
          Add the milestone
        </button>
      </div>
    </form>
  )
}
