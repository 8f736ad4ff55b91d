import * as v from 'valibot'
import { entryTitle } from '#domain/records/entry-words.ts'
import { dayInWords, localDateSchema } from '#domain/time/local-date.ts'
import { useEntry, type WholeEntry } from '#client/data/entries.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import type { FieldValues } from '#sync/operation.ts'

/** What an item is about, as people call it. */
export interface Subject {
  /** "Rhyme Time", or the kind of record where it has no title. */
  readonly name: string
  /** The day and, where it is not this tablet's own, the site. */
  readonly where: string
  /** Null when this tablet does not hold the entry. */
  readonly entry: WholeEntry | null
}

/** @param set what a change would give the entry, for one that is nowhere yet; `undefined` until read */
export function useSubject(
  about: { readonly recordId: string; readonly kind: string; readonly scope: string },
  set: FieldValues = {},
): Subject | undefined {
  const { clock, siteId } = useTablet()
  const entry = useEntry(about.recordId)
  const sites = useSites()
  const names = useRecordNames(about.scope)
  if (entry === undefined || sites === undefined || names === undefined) return undefined
  const said = { kind: about.kind, body: entry?.body ?? set }
  const day = v.safeParse(localDateSchema, entry?.day ?? set['day'])
  const where = [
    day.success ? dayInWords(day.output, clock.today()) : null,
    about.scope === siteId ? null : sites.nameOf(about.scope),
  ]
  return {
    name: entryTitle(said, names, clock.today()),
    where: where.filter((part) => part !== null).join(' · '),
    entry,
  }
}
