import { Link } from 'react-router'
import { entryFigure, entryTitle, UNREADABLE } from '#domain/records/entry-words.ts'
import type { Entry } from '#client/data/entries.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { EntryLine } from '#client/ui/entry-line.tsx'
import { EntryAttentionLink } from './entry-attention.tsx'
import type { RecordNames } from '#domain/records/record-names.ts'
import { entryPath } from '#domain/records/link-key.ts'

/** The mark of an entry that was logged late; null for all others. */
function lateInWords({ lateDays }: Entry): string | null {
  return lateDays === null ? null : `logged ${lateDays} days later`
}

interface EntryRowProps {
  readonly entry: Entry
  readonly names: RecordNames
  /** Where somebody has to choose between two values for it. */
  readonly conflictId: string | undefined
  /** Given where entries of several sites stand together. */
  readonly siteName: string | null
}

export function EntryRow({ entry, names, conflictId, siteName }: EntryRowProps) {
  const { clock } = useTablet()
  const { id, session, deleted, state, attention } = entry
  const about = session === null ? [] : [names(session.presetId), names(session.primaryPriorityId)]
  const time = session?.startTime ?? null
  return (
    <EntryLine
      figure={entry.isReadable ? entryFigure(entry) : '–'}
      title={
        <Link className="entry-title" to={entryPath(id)}>
          {entry.isReadable ? entryTitle(entry, names, clock.today()) : UNREADABLE}
        </Link>
      }
      hint={[siteName, time, ...about, lateInWords(entry)].filter((part) => part !== null).join(' · ')}
      state={state}
      isVoid={deleted}
      reason={
        attention === null && conflictId === undefined ? undefined : (
          <EntryAttentionLink entry={entry} conflictId={conflictId} />
        )
      }
    />
  )
}
