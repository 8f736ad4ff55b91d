import { useState } from 'react'
import { useNavigate } from 'react-router'
import { fieldInWords } from '#domain/records/fact-words.ts'
import type { Warning } from '#domain/records/checks/warning.ts'
import { warningInWords } from '#domain/records/checks/warning-words.ts'
import { entryPath } from '#domain/records/link-key.ts'
import type { WholeEntry } from '#client/data/entries.ts'
import { useEntryWarnings } from '#client/data/entry-warnings.ts'
import { joinSessions } from '#client/data/join-sessions.ts'
import { correctRecord } from '#client/data/save.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { SecondLook } from '#client/ui/second-look.tsx'

/** What of an entry may want a second look, for whoever comes upon it later. */
export function EntryWarnings({ entry, ordinary }: { entry: WholeEntry; ordinary: string }) {
  const { kind, scope, body, id } = entry
  const looked = entry.isReadable && !entry.deleted ? { kind, scope, body, ownId: id, ordinary } : null
  // That a day is long past is said by the mark of a late entry.
  const warnings = useEntryWarnings(looked).filter(({ code }) => code !== 'day-long-ago')
  return (
    <SecondLook
      items={warnings.map((warning) => ({
        key: `${warning.code} ${warning.field}`,
        label: fieldInWords(warning.field, kind),
        text: warningInWords(warning),
        way: warning.code === 'looks-double' ? <DoubleWays entry={entry} ids={warning.ids} /> : undefined,
      }))}
    />
  )
}

type DoubleIds = Extract<Warning, { code: 'looks-double' }>['ids']

/**
 * Says that sessions which look like one took place both, which is not asked again, here or on other tablets;
 * or that they are one which was counted at several doors.
 */
function DoubleWays({ entry, ids }: { entry: WholeEntry; ids: DoubleIds }) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const [isFailed, setIsFailed] = useState(false)
  const say = async (): Promise<void> => {
    const known = entry.session?.notDoubleIds ?? []
    const body = { ...entry.body, notDoubleIds: [...known, ...ids] }
    const result = await correctRecord(tablet, entry.id, entry.seen, body)
    setIsFailed(!result.ok)
    if (result.ok) announce('Saved on this tablet: both are right')
  }
  const join = async (): Promise<void> => {
    const result = await joinSessions(tablet, [entry.id, ...ids])
    setIsFailed(!result.ok)
    if (!result.ok) return
    announce('Saved on this tablet: one session with all counts')
    await navigate(entryPath(result.id), { replace: true })
  }
  return (
    <>
      <button type="button" className="button" onClick={() => void say()}>
        {ids.length === 1 ? 'Both are right' : 'All are right'}
      </button>
      <button type="button" className="button" onClick={() => void join()}>
        One session: add the counts
      </button>
      {isFailed && <span role="alert">That was not saved. Try again.</span>}
    </>
  )
}
