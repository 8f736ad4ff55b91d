import { useState } from 'react'
import { removedSteps, shownEvidence, withRemoved } from '#domain/plan/action-progress.ts'
import type { Evidence, PlanAction } from '#domain/plan/plan-action.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { EvidenceFacts } from './evidence-facts.tsx'
import { EvidenceForm } from './evidence-form.tsx'
import { SaveFailed } from './plan-parts.tsx'
import { RemovedSteps } from './removed-steps.tsx'
import { StepButtons } from './step-buttons.tsx'
import { type ActionChanger, useChangeAction } from './use-change-action.ts'

interface EvidenceListProps {
  readonly id: string
  readonly action: PlanAction
}

/** What shows how an action goes: notes, links, entries and measures; the sessions that name it are listed apart. */
export function EvidenceList({ id, action }: EvidenceListProps) {
  const tablet = useTablet()
  const changer = useChangeAction(id)
  const evidence = shownEvidence(action)
  const mayChange = tablet.siteId === null
  const putBack = (key: string): void => {
    const change = (now: PlanAction) => ({ ...now, evidence: withRemoved(now.evidence, key, null) })
    void changer.change(change, 'The evidence is back.')
  }
  return (
    <section className="sheet stack" aria-labelledby="evidence">
      <h2 id="evidence">Evidence</h2>
      {evidence.length === 0 && <p className="muted">None yet, besides the sessions below.</p>}
      {evidence.length > 0 && (
        <ul className="plan-list" aria-label="Evidence">
          {evidence.map(([key, one]) => (
            <li key={key}>
              {mayChange ? (
                <OwnEvidence id={id} action={action} evidenceKey={key} evidence={one} changer={changer} />
              ) : (
                <EvidenceFacts evidence={one} action={action} />
              )}
            </li>
          ))}
        </ul>
      )}
      <SaveFailed words={changer.failure} />
      <RemovedSteps
        what="evidence"
        steps={removedSteps(action.evidence).map(([key, { note }, removed]) => ({
          key,
          words: note,
          removed,
        }))}
        onPutBack={mayChange ? putBack : null}
      />
      {mayChange && (
        <EvidenceForm
          about={{ id, action }}
          draftKey={`typed/evidence/${id}`}
          label="New evidence"
          button="Add the evidence"
          start={{ note: '', link: null, on: tablet.clock.today() }}
          onSave={(read) => {
            const key = tablet.newId()
            return changer.change((now) => withEvidence(now, key, read), 'The evidence is added.')
          }}
        />
      )}
    </section>
  )
}

function withEvidence(action: PlanAction, key: string, evidence: Evidence): PlanAction {
  return { ...action, evidence: { ...action.evidence, [key]: evidence } }
}

interface OwnEvidenceProps extends EvidenceListProps {
  readonly evidenceKey: string
  readonly evidence: Evidence
  readonly changer: ActionChanger
}

/** One piece of evidence where it may be changed. */
function OwnEvidence({ id, action, evidenceKey: key, evidence, changer }: OwnEvidenceProps) {
  const { clock, actor } = useTablet()
  const [isOpen, setOpen] = useState(false)
  const remove = (): void => {
    const removed = { on: clock.today(), by: actor.name }
    const change = (now: PlanAction) => ({ ...now, evidence: withRemoved(now.evidence, key, removed) })
    void changer.change(change, 'Taken out. It can be put back.')
  }
  if (isOpen) {
    return (
      <EvidenceForm
        about={{ id, action }}
        draftKey={`typed/evidence/${key}`}
        label="Evidence"
        button="Save the evidence"
        start={evidence}
        onSave={async (read) => {
          const saved = await changer.change(
            (now) => withEvidence(now, key, read),
            'The evidence is changed.',
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
      <EvidenceFacts evidence={evidence} action={action} />
      <StepButtons words={evidence.note} onEdit={() => setOpen(true)} onRemove={remove} />
    </>
  )
}
