import { Link, useLocation } from 'react-router'
import * as v from 'valibot'
import { entryFigure, entryTitle } from '#domain/records/entry-words.ts'
import { entryPath } from '#domain/records/link-key.ts'
import { useEntry } from '#client/data/entries.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Notice } from '#client/ui/notice.tsx'

const savedSchema = v.object({
  savedId: v.string(),
  /** The form it was saved with. */
  form: v.pipe(v.string(), v.regex(/^\/(log\/.+|count|signpost)$/)),
})

/** Right after a save: what was saved, and the likely next step. */
export function JustSaved() {
  const { state, search } = useLocation()
  const saved = v.safeParse(savedSchema, state)
  return saved.success ? <Saved {...saved.output} search={search} /> : null
}

function Saved({ savedId, form, search }: { savedId: string; form: string; search: string }) {
  const { clock } = useTablet()
  const entry = useEntry(savedId)
  const names = useRecordNames(entry?.scope)
  if (entry === null || entry === undefined || names === undefined) return null
  return (
    <Notice tone="good">
      <p>
        <b>Saved on this tablet:</b> {entryTitle(entry, names, clock.today())}, {entryFigure(entry)}
      </p>
      <p className="row row-tight">
        <Link className="button" to={{ pathname: form, search }}>
          Log another
        </Link>
        <Link className="button button-quiet" to={entryPath(savedId)}>
          See or correct it
        </Link>
      </p>
    </Notice>
  )
}
