import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { entryTitle } from '#domain/records/entry-words.ts'
import { formOfBody } from '#domain/records/fields/typed-value.ts'
import { correctionDraftKey, entryPath } from '#domain/records/link-key.ts'
import { definitionOf, isListed } from '#domain/records/registry.ts'
import { useStoredDraft } from '#client/data/draft-keeper.ts'
import type { WholeEntry } from '#client/data/entries.ts'
import { useLinkChoices } from '#client/data/link-choices.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { correctRecord } from '#client/data/save.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { type RecordDraft, recordDraftSchema } from './record-draft.ts'
import { RecordForm } from './record-form.tsx'

/** Correct an entry of any kind but a session, in the form it was logged with. */
export function RecordCorrection({ entry }: { entry: WholeEntry }) {
  const { clock } = useTablet()
  const names = useRecordNames(entry.scope)
  const draft = useStoredDraft(correctionDraftKey(entry.id), recordDraftSchema)
  if (draft === undefined || names === undefined) return null
  const title = entryTitle(entry, names, clock.today())
  return (
    <div className="stack">
      <div>
        <PageTitle
          title={`${entry.attention === null ? 'Correct' : 'Correct and send again:'} ${title}`}
          takesFocus={false}
        />
        {entry.attention === null ? (
          <p className="muted">The entry keeps its history: what it said before stays readable.</p>
        ) : (
          <p className="muted">
            The county has not taken it as it was. Saving sends it again as it stands here, in the place of
            what was not taken. <Link to={`/attention/entry/${entry.id}`}>Why it was not taken</Link>
          </p>
        )}
      </div>
      <Correction key={entry.id} entry={entry} draft={draft} />
    </div>
  )
}

function Correction({ entry, draft }: { entry: WholeEntry; draft: RecordDraft | null }) {
  const tablet = useTablet()
  const navigate = useNavigate()
  const sites = useSites()
  // What the person sees when they begin is what their change is judged against.
  const [seen] = useState(() => draft?.seen ?? entry.seen)
  const fields = definitionOf(entry.kind)?.form?.fields ?? NONE
  const links = useLinkChoices(fields, entry.scope)
  if (sites === undefined || links === undefined) return null
  const draftKey = correctionDraftKey(entry.id)
  return (
    <RecordForm
      kind={entry.kind}
      fields={fields}
      blank={formOfBody(fields, seen.body)}
      draft={draft}
      draftKey={draftKey}
      seen={seen}
      links={links}
      scope={entry.scope}
      ordinary={sites.ordinaryAt(entry.scope)}
      entryId={entry.id}
      save={(body) => correctRecord(tablet, entry.id, seen, body, draftKey)}
      onSaved={() =>
        void navigate(isListed(entry.kind) ? `/lists/${entry.kind}` : entryPath(entry.id), {
          replace: true,
        })
      }
    />
  )
}

const NONE = {}
