import { Link } from 'react-router'
import { attendanceInWords } from '#domain/records/session-words.ts'
import type { Entry } from '#client/data/entries.ts'
import { EntryLine } from '#client/ui/entry-line.tsx'
import { ATTENTION_WORDS } from './attention-words.ts'
import type { PlanNames } from './plan-names.ts'

interface EntryRowProps {
  readonly entry: Entry
  readonly names: PlanNames
  /** Given where entries of several sites stand together. */
  readonly siteName: string | null
}

export function EntryRow({ entry, names, siteName }: EntryRowProps) {
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
      reason={attention === null ? undefined : ATTENTION_WORDS[attention.code]}
    />
  )
}
