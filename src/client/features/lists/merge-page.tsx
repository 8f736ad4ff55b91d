import { type FormEvent, useState } from 'react'
import { Link, useParams } from 'react-router'
import * as v from 'valibot'
import { type Merge, MERGE_PROBLEM_WORDS, mergeProblem, planMerge } from '#domain/place/merge-sites.ts'
import { mergeInWords } from '#domain/place/merge-words.ts'
import { siteIdOf } from '#domain/records/link-key.ts'
import { dayInWords, localDateSchema } from '#domain/time/local-date.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { mergeSites, undoMerge, useKeptForSite } from '#client/data/merge-sites.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { type ClosedSite, type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'

/** A site’s work goes on at another one: choose which, see what happens, do it, undo it. */
export function MergePage() {
  const { key = '' } = useParams()
  const { siteId } = useTablet()
  const sites = useSites()
  const held = useAuthority('site')
  if (sites === undefined || held === undefined) return null
  const id = siteIdOf(key)
  const merged = sites.closed.find((site) => site.id === id && site.merge !== null)
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <Link to="/lists/site">All sites</Link>
        <PageTitle title={merged === undefined ? `Merge ${sites.nameOf(id)}` : `${merged.name} is merged`} />
      </div>
      {siteId === null ? (
        merged === undefined ? (
          <MergeForm id={id} sites={sites} held={held} />
        ) : (
          <Merged site={merged} sites={sites} />
        )
      ) : (
        <Notice>
          <p>The county’s team merges sites. Ask them.</p>
        </Notice>
      )}
    </div>
  )
}

interface MergeFormProps {
  readonly id: string
  readonly sites: Sites
  readonly held: readonly Held<'site'>[]
}

function MergeForm({ id, sites, held }: MergeFormProps) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const today = tablet.clock.today()
  const kept = useKeptForSite(id)
  const { typed = {}, put, forget } = useFormDraft(`typed/merge/${id}`)
  const { intoId = '', last = today } = typed
  const [said, setSaid] = useState('')
  if (kept === undefined) return null
  const name = sites.nameOf(id)
  const day = v.safeParse(localDateSchema, last)
  const merge: Merge | null =
    intoId !== '' && day.success ? { fromId: id, intoId, lastDay: day.output } : null
  const problem = merge === null ? null : mergeProblem(held, merge)
  const submit = async (): Promise<void> => {
    if (merge === null) {
      setSaid(intoId === '' ? 'Choose the site it goes on at.' : 'Choose its last day.')
      return
    }
    const result = await mergeSites(tablet, merge)
    if (!result.ok) {
      setSaid({ ...MERGE_PROBLEM_WORDS, ...SAVE_FAILURE_WORDS }[result.code])
      return
    }
    await forget()
    announce(`Saved on this tablet: ${name} is merged into ${sites.nameOf(intoId)}`)
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  return (
    <form className="stack stack-wide" noValidate onSubmit={onSubmit}>
      <div className="sheet stack">
        <SelectField
          label="Goes on at"
          value={intoId}
          error={problem === null ? undefined : MERGE_PROBLEM_WORDS[problem]}
          choices={[
            { value: '', label: 'Choose a site' },
            ...sites.open.map((site) => ({ value: site.id, label: site.name })),
          ]}
          onChange={(next) => put({ ...typed, intoId: next })}
        />
        <TextField
          label={`Last day of ${name}`}
          type="date"
          value={last}
          onChange={(next) => put({ ...typed, last: next })}
        />
      </div>
      {merge !== null && problem === null && (
        <section className="sheet stack" aria-labelledby="what-happens">
          <h2 id="what-happens">What happens</h2>
          <ul className="plain-list stack stack-tight">
            {mergeInWords(
              planMerge(kept, merge, () => ''),
              { from: name, into: sites.nameOf(intoId), lastDay: merge.lastDay, today },
            ).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      {said !== '' && (
        <p role="alert" className="field-error">
          {said}
        </p>
      )}
      <div className="row">
        <button type="submit" className="button button-go">
          {merge === null || problem !== null ? 'Merge' : `Merge into ${sites.nameOf(intoId)}`}
        </button>
        <span className="muted">It can be undone.</span>
      </div>
    </form>
  )
}

function Merged({ site: { id, name, merge }, sites }: { site: ClosedSite; sites: Sites }) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const [said, setSaid] = useState('')
  if (merge === null) return null
  const undo = async (): Promise<void> => {
    const result = await undoMerge(tablet, id)
    if (result.ok) announce(`Saved on this tablet: ${name} is open again`)
    else setSaid(SAVE_FAILURE_WORDS[result.code])
  }
  return (
    <div className="sheet stack">
      <p>
        {name} was open until {dayInWords(merge.lastDay, tablet.clock.today())}. Its work goes on at{' '}
        {sites.nameOf(merge.intoId)}.
      </p>
      <p className="muted">
        Undoing opens {name} again and takes back what went along, but for what somebody has changed since.
        Entries stay where they are.
      </p>
      {said !== '' && (
        <p role="alert" className="field-error">
          {said}
        </p>
      )}
      <div>
        <button type="button" className="button" onClick={() => void undo()}>
          Undo the merge
        </button>
      </div>
    </div>
  )
}
