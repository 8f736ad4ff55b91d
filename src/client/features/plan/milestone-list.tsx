import { useState } from 'react'
import {
  milestonesInOrder,
  removedSteps,
  tickMilestone,
  withMilestone,
  withRemoved,
} from '#domain/plan/action-progress.ts'
import type { Milestone, PlanAction } from '#domain/plan/plan-action.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { quarterInWords } from '#domain/time/quarter.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Tick } from '#client/ui/field.tsx'
import { GateForm } from './gate-form.tsx'
import { MilestoneForm } from './milestone-form.tsx'
import { PlanTag, SaveFailed } from './plan-parts.tsx'
import { RemovedSteps } from './removed-steps.tsx'
import { StepButtons } from './step-buttons.tsx'
import { type ActionChanger, useChangeAction } from './use-change-action.ts'

interface MilestoneListProps {
  readonly id: string
  readonly action: PlanAction
}

/** The steps of an action, which the county adds, ticks, changes and takes out. */
export function MilestoneList({ id, action }: MilestoneListProps) {
  const tablet = useTablet()
  const changer = useChangeAction(id)
  const milestones = milestonesInOrder(action)
  const mayChange = tablet.siteId === null
  const putBack = (key: string): void => {
    const change = (now: PlanAction) => ({ ...now, milestones: withRemoved(now.milestones, key, null) })
    void changer.change(change, 'The milestone is back.')
  }
  return (
    <section className="sheet stack" aria-labelledby="milestones">
      <h2 id="milestones">Milestones</h2>
      {milestones.length === 0 && <p className="muted">None yet.</p>}
      {milestones.length > 0 && (
        <ul className="plan-list" aria-label="Milestones">
          {milestones.map(([key, milestone]) => (
            <li key={key}>
              {mayChange ? (
                <OwnMilestone milestoneKey={key} milestone={milestone} changer={changer} />
              ) : (
                <p>{milestone.text}</p>
              )}
              <MilestoneFacts milestone={milestone} />
            </li>
          ))}
        </ul>
      )}
      <SaveFailed words={changer.failure} />
      <RemovedSteps
        what="milestones"
        steps={removedSteps(action.milestones).map(([key, { text }, removed]) => ({
          key,
          words: text,
          removed,
        }))}
        onPutBack={mayChange ? putBack : null}
      />
      {mayChange && milestones.length === 0 && (
        <GateForm draftKey={`typed/gates/${id}`} action={action} changer={changer} />
      )}
      {mayChange && (
        <MilestoneForm
          draftKey={`typed/milestone/${id}`}
          label="New milestone"
          button="Add the milestone"
          start={NO_MILESTONE}
          onSave={(read) => {
            const milestone = { ...read, doneOn: null }
            const key = tablet.newId()
            return changer.change((now) => withMilestone(now, key, milestone), 'The milestone is added.')
          }}
        />
      )}
    </section>
  )
}

const NO_MILESTONE = { text: '', due: null }

interface OwnMilestoneProps {
  readonly milestoneKey: string
  readonly milestone: Milestone
  readonly changer: ActionChanger
}

/** One milestone where it may be changed. */
function OwnMilestone({ milestoneKey: key, milestone, changer }: OwnMilestoneProps) {
  const { clock, actor } = useTablet()
  const [isOpen, setOpen] = useState(false)
  const tick = (isDone: boolean): void => {
    const doneOn = isDone ? clock.today() : null
    void changer.change(
      (now) => tickMilestone(now, key, doneOn),
      isDone ? 'Ticked as done.' : 'No longer done.',
    )
  }
  const remove = (): void => {
    const removed = { on: clock.today(), by: actor.name }
    const change = (now: PlanAction) => ({ ...now, milestones: withRemoved(now.milestones, key, removed) })
    void changer.change(change, 'Taken out. It can be put back.')
  }
  if (isOpen) {
    return (
      <MilestoneForm
        draftKey={`typed/milestone/${key}`}
        label="Milestone"
        button="Save the milestone"
        start={milestone}
        onSave={async (read) => {
          const saved = await changer.change(
            (now) => withMilestone(now, key, { ...(now.milestones?.[key] ?? milestone), ...read }),
            'The milestone is changed.',
          )
          if (saved) setOpen(false)
          return saved
        }}
        onLeave={() => setOpen(false)}
      />
    )
  }
  return (
    <>
      <Tick checked={milestone.doneOn !== null} onChange={tick}>
        {milestone.text}
      </Tick>
      <StepButtons words={milestone.text} onEdit={() => setOpen(true)} onRemove={remove} />
    </>
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
