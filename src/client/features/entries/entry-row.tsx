import { Link } from 'react-router'
import { attendanceInWords } from '#domain/records/session-words.ts'
import type { Entry } from '#client/data/entries.ts'
import { EntryLine } from '#client/ui/entry-line.tsx'
import { EntryAttentionLink } from './entry-attention.tsx'
import type { PlanNames } from '#domain/plan/plan-names.ts'

interface EntryRowProps {
  readonly entry: Entry
  readonly names: PlanNames
  /** Where somebody has to choose between two values for it. */
  readonly conflictId: string | undefined
  /** Given where entries of several sites stand together. */
  readonly siteName: string | null
}

export function EntryRow({ entry, names, conflictId, siteName }: EntryRowProps) {
  const { id, session, deleted, state, attention } = entry
  const about = session === null ? [] : [names(session.presetId), names(session.primaryPriorityId)]
  const time = session?.startTime ?? null
  return (
    <EntryLine
      figure={session === null ? '–' : attendanceInWords(session)}
      title={
        <Link className="entry-title" to={`/entries/${id}`}>
          {session?.title ?? 'An entry from a newer Branchline'}
        </Link>
      }
      hint={[siteName, time, ...about].filter((part) => part !== null).join(' · ')}
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
