import { type FormEvent, useState } from 'react'
import * as v from 'valibot'
import {
  type ProgressProblems,
  readProgress,
  STATUS_WORDS,
  type TypedProgress,
} from '#domain/plan/action-progress.ts'
import { ACTION_STATUSES } from '#domain/plan/plan-action.ts'
import { seenSchema, useDraftKeeper, useStoredDraft } from '#client/data/draft-keeper.ts'
import { deleteDraft } from '#client/data/drafts.ts'
import { correctRecord, type Seen } from '#client/data/save.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import type { Sites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { SelectField, TextField, Tick } from '#client/ui/field.tsx'
import { SaveFailed } from './plan-parts.tsx'

interface ProgressFormProps {
  readonly id: string
  readonly seen: Seen
  readonly start: TypedProgress
  readonly sites: Sites
  onClose(): void
}

const draftKeyOf = (id: string): string => `typed/progress/${id}`
const draftSchema = v.object({
  typed: v.object({
    status: v.string(),
    statusNote: v.string(),
    owner: v.string(),
    doneOn: v.string(),
    siteIds: v.array(v.string()),
  }),
  seen: seenSchema,
})

/** What the county says about an action: judged against what stood there when the form was first opened. */
export function ProgressForm({ seen, start, ...others }: ProgressFormProps) {
  const draft = useStoredDraft(draftKeyOf(others.id), draftSchema)
  if (draft === undefined) return null
  return <Form {...others} seen={draft?.seen ?? seen} start={draft?.typed ?? start} />
}

function Form({ id, seen, start, sites, onClose }: ProgressFormProps) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const draftKey = draftKeyOf(id)
  const keeper = useDraftKeeper<{ typed: TypedProgress; seen: Seen }>(draftKey, () => undefined)
  const [opened] = useState(seen)
  const [typed, setTyped] = useState(start)
  const [problems, setProblems] = useState<ProgressProblems>({})
  const [failure, setFailure] = useState<string | null>(null)
  const change = (changed: Partial<TypedProgress>): void => {
    const next = { ...typed, ...changed }
    setTyped(next)
    keeper.keep({ typed: next, seen: opened })
  }
  const leave = async (): Promise<void> => {
    await keeper.stop()
    await deleteDraft(tablet, draftKey)
    onClose()
  }
  const save = async (): Promise<void> => {
    const read = readProgress(typed, tablet.clock.today())
    setProblems(read.ok ? {} : read.problems)
    if (!read.ok) return
    const body = { ...opened.body, ...read.changes }
    await keeper.stop()
    const result = await correctRecord(tablet, id, opened, body, draftKey)
    if (result.ok) {
      announce('Saved on this tablet.')
      return onClose()
    }
    keeper.keep({ typed, seen: opened })
    setFailure(SAVE_FAILURE_WORDS[result.code])
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="stack no-print" onSubmit={onSubmit}>
      <SelectField
        label="Status"
        value={typed.status}
        choices={[
          { value: '', label: 'No status yet' },
          ...ACTION_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value].word })),
        ]}
        onChange={(status) => change({ status })}
      />
      {typed.status === 'done' && (
        <TextField
          label="Done on"
          type="date"
          value={typed.doneOn}
          error={problems.doneOn}
          onChange={(doneOn) => change({ doneOn })}
        />
      )}
      <TextField
        label="How it goes, in a sentence"
        value={typed.statusNote}
        error={problems.statusNote}
        onChange={(statusNote) => change({ statusNote })}
      />
      <TextField
        label="Owner"
        hint="A post or a team."
        value={typed.owner}
        error={problems.owner}
        onChange={(owner) => change({ owner })}
      />
      <SiteTicks sites={sites} chosen={typed.siteIds} onChange={(siteIds) => change({ siteIds })} />
      <SaveFailed words={failure} />
      <div className="row">
        <button type="submit" className="button button-go">
          Save on this tablet
        </button>
        <button type="button" className="button" onClick={() => void leave()}>
          Leave it as it was
        </button>
      </div>
    </form>
  )
}

interface SiteTicksProps {
  readonly sites: Sites
  readonly chosen: readonly string[]
  onChange(siteIds: readonly string[]): void
}

function SiteTicks({ sites, chosen, onChange }: SiteTicksProps) {
  return (
    <details>
      <summary className="plan-summary">
        Sites concerned: {chosen.length === 0 ? 'the whole service' : chosen.map(sites.nameOf).join(', ')}
      </summary>
      <fieldset className="plan-ticks">
        <legend className="visually-hidden">Sites concerned</legend>
        {sites.open.map(({ id, name }) => (
          <Tick
            key={id}
            checked={chosen.includes(id)}
            onChange={(isTicked) =>
              onChange(isTicked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          >
            {name}
          </Tick>
        ))}
      </fieldset>
    </details>
  )
}
