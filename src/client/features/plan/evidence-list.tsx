import { type FormEvent, useState } from 'react'
import { type EvidenceCheck, readEvidence } from '#domain/plan/action-progress.ts'
import type { PlanAction } from '#domain/plan/plan-action.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { TextField } from '#client/ui/field.tsx'
import { SaveFailed } from './plan-parts.tsx'
import { useChangeAction } from './use-change-action.ts'

interface EvidenceListProps {
  readonly id: string
  readonly action: PlanAction
}

/** Notes and links that show how an action goes; the sessions that name it are listed apart. */
export function EvidenceList({ id, action }: EvidenceListProps) {
  const { siteId, clock } = useTablet()
  const evidence = Object.entries(action.evidence ?? {}).toSorted(([a, one], [b, other]) =>
    one.on === other.on ? (a < b ? -1 : 1) : one.on < other.on ? -1 : 1,
  )
  return (
    <section className="sheet stack" aria-labelledby="evidence">
      <h2 id="evidence">Evidence</h2>
      {evidence.length === 0 && <p className="muted">None yet, besides the sessions below.</p>}
      {evidence.length > 0 && (
        <ul className="plan-list" aria-label="Evidence">
          {evidence.map(([key, { note, link, on }]) => (
            <li key={key}>
              <p>{note}</p>
              {link !== null && (
                <p>
                  <a className="plan-line-title" href={link} rel="noreferrer" target="_blank">
                    {link}
                  </a>
                </p>
              )}
              <p className="small muted">{dayInWords(on, clock.today())}</p>
            </li>
          ))}
        </ul>
      )}
      {siteId === null && <AddEvidence id={id} />}
    </section>
  )
}

function AddEvidence({ id }: { id: string }) {
  const tablet = useTablet()
  const { failure, change } = useChangeAction(id)
  const { typed = {}, put, forget } = useFormDraft(`typed/evidence/${id}`)
  const { note = '', link = '' } = typed
  const [problem, setProblem] = useState<Extract<EvidenceCheck, { ok: false }> | null>(null)
  const add = async (): Promise<void> => {
    const read = readEvidence(note, link, tablet.clock.today())
    setProblem(read.ok ? null : read)
    if (!read.ok) return
    const key = tablet.newId()
    const saved = await change(
      (action) => ({ ...action, evidence: { ...action.evidence, [key]: read.evidence } }),
      'The evidence is added.',
    )
    if (!saved) return
    await forget()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void add()
  }
  const problemOf = (field: 'note' | 'link') => (problem?.field === field ? problem.words : undefined)
  return (
    <form className="stack no-print" onSubmit={onSubmit}>
      <TextField
        label="New evidence"
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
      <SaveFailed words={failure} />
      <div>
        <button type="submit" className="button">
          Add the evidence
        </button>
      </div>
    </form>
  )
}
