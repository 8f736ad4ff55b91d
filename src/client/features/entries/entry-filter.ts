import * as v from 'valibot'
import { linkKey, presetIdOf } from '#domain/records/link-key.ts'
import { localDateSchema } from '#domain/time/local-date.ts'
import type { EntryFilter } from '#client/data/find-filter.ts'

const stateSchema = v.picklist(['waiting', 'attention', 'void'])
export const STATE_WORDS: Record<v.InferOutput<typeof stateSchema>, string> = {
  waiting: 'Still on this tablet',
  attention: 'Needs attention',
  void: 'Void',
}

const SESSION = 'session:'

/** What stands in the address for a kind of entry, or for a session of one preset. */
export function whatOfPreset(presetId: string): string {
  return `${SESSION}${linkKey(presetId)}`
}

/** Reads a filter from the address; what does not fit lets everything pass. */
export function filterIn(search: URLSearchParams, scope: string | null): EntryFilter {
  const what = search.get('what')
  const isPreset = what?.startsWith(SESSION) === true
  const valid = <Schema extends v.GenericSchema>(schema: Schema, name: string) => {
    const read = v.safeParse(schema, search.get(name))
    return read.success ? read.output : null
  }
  return {
    scope,
    words: wordsOf(search.get('find') ?? ''),
    kind: isPreset ? 'event-session' : what,
    presetId: isPreset ? presetIdOf(what.slice(SESSION.length)) : null,
    state: valid(stateSchema, 'state'),
    from: valid(localDateSchema, 'from'),
    until: valid(localDateSchema, 'until'),
  }
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Whether anything is looked for at all. */
export function isFiltered({ words, kind, state, from, until }: EntryFilter): boolean {
  return words.length > 0 || [kind, state, from, until].some((part) => part !== null)
}
