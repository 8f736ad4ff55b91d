import { Link, useLocation } from 'react-router'
import * as v from 'valibot'
import { attendanceInWords } from '#domain/records/session-words.ts'
import { useEntry } from '#client/data/entries.ts'
import { Notice } from '#client/ui/notice.tsx'

const savedSchema = v.object({ savedId: v.string(), presetKey: v.string() })

/** Right after a save: what was saved, and the likely next step. */
export function JustSaved() {
  const { state, search } = useLocation()
  const saved = v.safeParse(savedSchema, state)
  return saved.success ? <Saved {...saved.output} search={search} /> : null
}

function Saved({ savedId, presetKey, search }: { savedId: string; presetKey: string; search: string }) {
  const entry = useEntry(savedId)
  if (entry?.session === null || entry?.session === undefined) return null
  return (
    <Notice tone="good">
      <p>
        <b>Saved on this tablet:</b> {entry.session.title}, {attendanceInWords(entry.session)}
      </p>
      <p className="row row-tight">
        <Link className="button" to={{ pathname: `/log/${presetKey}`, search }}>
          Log another
        </Link>
        <Link className="button button-quiet" to={`/entries/${savedId}`}>
          See or correct it
        </Link>
      </p>
    </Notice>
  )
}
