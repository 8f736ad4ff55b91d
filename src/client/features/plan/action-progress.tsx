import { useState } from 'react'
import { typedProgress } from '#domain/plan/action-progress.ts'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { readBody } from '#domain/records/registry.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { useEntry, type WholeEntry } from '#client/data/entries.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { ActionHistory } from './action-history.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { MilestoneList } from './milestone-list.tsx'
import { Loading, StatusTag } from './plan-parts.tsx'
import { ProgressForm } from './progress-form.tsx'

/** How an action goes, as the county keeps it: status, owner, sites, milestones, evidence and who changed what. */
export function ActionProgress({ actionId }: { actionId: string }) {
  const entry = useEntry(actionId)
  const sites = useSites()
  if (entry === undefined || sites === undefined) return <Loading />
  const action = entry === null ? null : readBody('plan-action', entry.body)
  if (entry === null || action === null) return null
  return (
    <>
      <HowItGoes entry={entry} action={action} sites={sites} />
      <MilestoneList id={actionId} action={action} />
      <EvidenceList id={actionId} action={action} />
      <ActionHistory changes={entry.history} />
    </>
  )
}

interface HowItGoesProps {
  readonly entry: WholeEntry
  readonly action: PlanAction
  readonly sites: Sites
}

function HowItGoes({ entry, action, sites }: HowItGoesProps) {
  const { siteId } = useTablet()
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="sheet stack" aria-labelledby="how-it-goes">
      <h2 id="how-it-goes">How it goes</h2>
      {!isOpen && <ProgressFacts action={action} sites={sites} />}
      {siteId !== null && <p className="small muted">The county’s team keeps this, on a county tablet.</p>}
      {siteId === null && !isOpen && (
        <p className="no-print">
          <button type="button" className="button" onClick={() => setOpen(true)}>
            Change how it goes
          </button>
        </p>
      )}
      {isOpen && (
        <ProgressForm
          id={entry.id}
          seen={entry.seen}
          start={typedProgress(action)}
          sites={sites}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  )
}

function ProgressFacts({ action, sites }: { action: PlanAction; sites: Sites }) {
  const { clock } = useTablet()
  const { status, statusNote, owner, doneOn } = action
  const siteIds = action.siteIds ?? []
  return (
    <>
      <p className="plan-facts">
        <StatusTag status={status} />
        {doneOn !== null && <span>on {dayInWords(doneOn, clock.today())}</span>}
      </p>
      {statusNote !== null && <p>{statusNote}</p>}
      <p>
        <b>Owner:</b> {owner ?? 'nobody named yet'}
      </p>
      <p>
        <b>Sites concerned:</b>{' '}
        {siteIds.length === 0 ? 'the whole service' : siteIds.map(sites.nameOf).join(', ')}
      </p>
    </>
  )
}
