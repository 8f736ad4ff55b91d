import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { entryFigure, entryTitle, UNREADABLE } from '#domain/records/entry-words.ts'
import { dayHeading } from '#domain/time/local-date.ts'
import { correctionPath, linkKey } from '#domain/records/link-key.ts'
import { definitionOf, isListed } from '#domain/records/registry.ts'
import { useOpenConflicts } from '#client/data/attention.ts'
import { useEntry, type WholeEntry } from '#client/data/entries.ts'
import { restoreRecord, type SaveFailure, voidRecord } from '#client/data/save.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { EntryPills } from '#client/ui/state-pill.tsx'
import { EntryAttention } from './entry-attention.tsx'
import { EntryWarnings } from './entry-warnings.tsx'
import { CountsIn } from './counts-in.tsx'
import { EntryFacts } from './entry-facts.tsx'
import { EntryHistory } from './entry-history.tsx'
import { useRecordNames } from '#client/data/record-names.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'

/** One entry: everything it says, where it has got to, and who changed what. */
export function EntryPage() {
  const { id = '' } = useParams()
  const entry = useEntry(id)
  const sites = useSites()
  const names = useRecordNames(entry?.scope)
  const { clock } = useTablet()
  const conflicts = useOpenConflicts()
  if (entry === undefined || sites === undefined || names === undefined) return null
  if (entry === null) return <NoSuchEntry />
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <WayBack entry={entry} />
        <PageTitle title={entry.isReadable ? entryTitle(entry, names, clock.today()) : UNREADABLE} />
        <EntryHeadline entry={entry} siteName={sites.nameOf(entry.scope)} />
      </div>
      <EntryWarnings entry={entry} ordinary={sites.ordinaryAt(entry.scope)} />
      <EntryAttention entry={entry} conflictId={conflicts?.get(entry.id)} />
      <EntryActions entry={entry} />
      <div className="columns">
        {entry.isReadable ? (
          <EntryFacts entry={entry} names={names} />
        ) : (
          <p className="sheet">A newer Branchline wrote this. It is kept as it is; update to read it.</p>
        )}
        <EntryHistory kind={entry.kind} changes={entry.history} names={names} />
      </div>
      {entry.isReadable && !entry.deleted && entry.day !== null && <CountsIn entry={entry} day={entry.day} />}
    </div>
  )
}

/** To all entries; from what is kept in a list, to its list. */
function WayBack({ entry: { kind, scope } }: { readonly entry: WholeEntry }) {
  const { siteId } = useTablet()
  const form = definitionOf(kind)?.form
  if (form?.offered !== 'list') return <Link to="/entries">All entries</Link>
  const search = siteId === null && scope !== AUTHORITY_SCOPE ? `?site=${linkKey(scope)}` : ''
  return <Link to={`/lists/${kind}${search}`}>{form.plural}</Link>
}

function EntryHeadline({ entry, siteName }: { entry: WholeEntry; siteName: string }) {
  const { clock } = useTablet()
  const { day, lateDays } = entry
  return (
    <p className="row row-tight">
      {entry.isReadable && !isListed(entry.kind) && <b>{entryFigure(entry)}</b>}
      <span className="muted">
        {siteName}
        {day !== null && ` · ${dayHeading(day, clock.today())}`}
        {lateDays !== null && ` · logged ${lateDays} days later`}
      </span>
      <EntryPills state={entry.state} isVoid={entry.deleted} />
    </p>
  )
}

const FAILURE_WORDS: Record<SaveFailure, string> = {
  'storage-full':
    'That was not saved: the tablet has no room left or could not write. Free some space and try again.',
  'storage-gone': 'That was not saved: the tablet’s storage is no longer there. Reload Branchline.',
  invalid: 'That was not saved: something in the entry does not fit.',
  'not-found': 'That was not saved: the entry is no longer on this tablet.',
}

/** Voiding is undone with one tap, so nobody is asked whether they are sure. */
function EntryActions({ entry }: { entry: WholeEntry }) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const [failure, setFailure] = useState<SaveFailure | null>(null)
  const [isJustVoided, setIsJustVoided] = useState(false)
  const turn = async (): Promise<void> => {
    const change = entry.deleted ? restoreRecord : voidRecord
    const result = await change(tablet, entry.id, entry.seen)
    setFailure(result.ok ? null : result.code)
    if (!result.ok) return
    setIsJustVoided(!entry.deleted)
    announce(entry.deleted ? 'Restored. Saved on this tablet' : 'Void. Saved on this tablet')
  }
  return (
    <div className="stack">
      {failure !== null && (
        <div role="alert">
          <Notice tone="warn">
            <p>{FAILURE_WORDS[failure]}</p>
          </Notice>
        </div>
      )}
      <p className="row row-tight">
        {!entry.deleted && entry.isReadable && (
          <Link className="button" to={correctionPath(entry.id)}>
            {entry.attention === null ? 'Correct' : 'Correct and send again'}
          </Link>
        )}
        <button type="button" className="button" onClick={() => void turn()}>
          {voidLabel(entry.deleted, isJustVoided)}
        </button>
        {entry.deleted && <span className="muted">Void: it is kept, but in no figure.</span>}
      </p>
    </div>
  )
}

function voidLabel(isVoid: boolean, isJustVoided: boolean): string {
  if (!isVoid) return 'Void'
  return isJustVoided ? 'Undo' : 'Restore'
}

function NoSuchEntry() {
  return (
    <div className="stack">
      <PageTitle title="No such entry" />
      <p>
        This tablet does not hold that entry. <Link to="/entries">See the entries it holds</Link>.
      </p>
    </div>
  )
}
