import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { EventSession } from '#domain/records/event-session.ts'
import { correctionDraftKey, entryPath } from '#domain/records/link-key.ts'
import { readBody } from '#domain/records/registry.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useEntry, type WholeEntry } from '#client/data/entries.ts'
import { correctRecord } from '#client/data/save.ts'
import { useStoredDraft } from '#client/data/draft-keeper.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { type SessionDraft, sessionDraftSchema } from './session-draft.ts'
import { SessionEditor } from './session-editor.tsx'
import { correctedSession, countedElsewhere, formOf } from './session-form.ts'
import { settingsOfSession } from './session-settings.ts'

/** Correct an entry, in the form it was logged with. */
export function CorrectionPage() {
  const { id = '' } = useParams()
  const entry = useEntry(id)
  const draft = useStoredDraft(correctionDraftKey(id), sessionDraftSchema)
  if (entry === undefined || draft === undefined) return null
  if (entry === null || entry.session === null) return <CannotCorrect />
  return (
    <div className="stack">
      <div>
        <CorrectionHead entry={entry} title={entry.session.title} />
      </div>
      <Correction key={id} entry={entry} draft={draft} />
    </div>
  )
}

function CorrectionHead({ entry, title }: { entry: WholeEntry; title: string }) {
  if (entry.attention === null) {
    return (
      <>
        <PageTitle title={`Correct ${title}`} takesFocus={false} />
        <p className="muted">The entry keeps its history: what it said before stays readable.</p>
      </>
    )
  }
  return (
    <>
      <PageTitle title={`Correct and send again: ${title}`} takesFocus={false} />
      <p className="muted">
        The county has not taken it as it was. Saving sends it again as it stands here, in the place of what
        was not taken. <Link to={`/attention/entry/${entry.id}`}>Why it was not taken</Link>
      </p>
    </>
  )
}

/**
 * The entry as it was when the correction began: from the draft, or from the screen as first shown.
 * Null where a draft holds a body this build cannot read.
 */
function sessionSeen(entry: WholeEntry, draft: SessionDraft | null): EventSession | null {
  const body = draft?.seen?.body
  return body === undefined ? entry.session : readBody('event-session', body)
}

function Correction({ entry, draft }: { entry: WholeEntry; draft: SessionDraft | null }) {
  const tablet = useTablet()
  const navigate = useNavigate()
  const sites = useSites()
  const presets = useAuthority('preset')
  const [began] = useState(() => ({ seen: draft?.seen ?? entry.seen, session: sessionSeen(entry, draft) }))
  const { seen, session } = began
  const [newKey] = useState(() => tablet.newId())
  if (sites === undefined || presets === undefined) return null
  if (session === null) return <CannotCorrect />
  const draftKey = correctionDraftKey(entry.id)
  return (
    <SessionEditor
      blank={formOf(session)}
      draft={draft}
      draftKey={draftKey}
      seen={seen}
      settings={settingsOfSession(session, presets.find(({ id }) => id === session.presetId)?.body)}
      scope={entry.scope}
      ordinary={sites.ordinaryAt(entry.scope)}
      elsewhere={countedElsewhere(session)}
      entryId={entry.id}
      bodyOf={(form, day) => correctedSession(form, day, session, newKey)}
      save={(body) => correctRecord(tablet, entry.id, seen, body, draftKey)}
      onSaved={() => void navigate(entryPath(entry.id), { replace: true })}
    />
  )
}

function CannotCorrect() {
  return (
    <div className="stack">
      <PageTitle title="Nothing to correct here" />
      <p>
        This tablet does not hold the entry, or cannot read it. <Link to="/entries">See the entries</Link>.
      </p>
    </div>
  )
}
