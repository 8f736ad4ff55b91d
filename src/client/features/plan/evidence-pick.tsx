import { MEASURE_NAMES } from '#domain/measures/measure-names.ts'
import { entryTitle } from '#domain/records/entry-words.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { type Entry, useEntries } from '#client/data/entries.ts'
import type { EntryFilter } from '#client/data/find-filter.ts'
import type { Typed } from '#client/data/form-draft.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useFoundEntries } from '#client/data/use-found-entries.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Loading } from './plan-parts.tsx'

interface PickProps {
  readonly typed: Typed
  readonly error: string | undefined
  readonly put: (typed: Typed) => void
}

const MEASURE_CHOICES = [
  { value: '', label: 'Choose' },
  ...Object.entries(MEASURE_NAMES).map(([id, name]) => ({ value: id, label: `${id} ${name}` })),
]

/** Chooses a measure; its figure is computed wherever the evidence is read. */
export function MeasurePick({ typed, error, put }: PickProps) {
  const choose = (measureId: string): void => {
    const label = MEASURE_CHOICES.find(({ value }) => value === measureId)?.label ?? ''
    put({ ...typed, measureId, picked: label })
  }
  return (
    <SelectField
      label="Measure"
      value={typed['measureId'] ?? ''}
      error={error}
      choices={MEASURE_CHOICES}
      onChange={choose}
    />
  )
}

/** Chooses an entry: one of the sessions that name the action or, by its words, any other. */
export function EntryPick({ actionId, ...pick }: PickProps & { readonly actionId: string }) {
  const { typed, put } = pick
  const words = (typed['find'] ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return (
    <>
      <TextField
        label="Find an entry"
        hint="By words in its name or note. Empty for the sessions that name this action."
        type="search"
        value={typed['find'] ?? ''}
        onChange={(find) => put({ ...typed, find })}
      />
      {words.length === 0 ? (
        <NamingEntries {...pick} actionId={actionId} />
      ) : (
        <FoundEntries {...pick} words={words} />
      )}
    </>
  )
}

/** How many of the newest entries are looked through, and how many are offered at most. */
const LOOKED_THROUGH = 500
const OFFERED = 30

function NamingEntries({ actionId, ...pick }: PickProps & { readonly actionId: string }) {
  const page = useEntries({ scope: null, limit: LOOKED_THROUGH })
  if (page === undefined) return <Loading />
  const naming = page.entries.filter(
    ({ session, deleted }) => !deleted && session?.actionIds.includes(actionId),
  )
  return <EntrySelect {...pick} entries={naming.slice(0, OFFERED)} />
}

const ANY: Omit<EntryFilter, 'words'> = {
  scope: null,
  kind: null,
  presetId: null,
  state: null,
  from: null,
  until: null,
}

function FoundEntries({ words, ...pick }: PickProps & { readonly words: readonly string[] }) {
  const found = useFoundEntries({ ...ANY, words }, OFFERED)
  if (found === undefined) return <Loading />
  const all = [...found.byName.entries, ...found.inNotes.entries]
  return <EntrySelect {...pick} entries={all.filter(({ deleted }) => !deleted).slice(0, OFFERED)} />
}

function EntrySelect({ typed, error, put, entries }: PickProps & { readonly entries: readonly Entry[] }) {
  const { clock } = useTablet()
  const names = useRecordNames()
  const sites = useSites()
  if (names === undefined || sites === undefined) return <Loading />
  const today = clock.today()
  const offered = entries.map((entry) => ({
    value: entry.id,
    label: [
      entryTitle(entry, names, today),
      ...(entry.day === null ? [] : [dayInWords(entry.day, today)]),
      sites.nameOf(entry.scope),
    ].join(', '),
  }))
  const { recordId = '', picked = '' } = typed
  const isAmong = recordId === '' || offered.some(({ value }) => value === recordId)
  const choices = [
    { value: '', label: offered.length === 0 ? 'None found' : 'Choose' },
    // What was chosen stays chosen while other words are looked for.
    ...(isAmong ? [] : [{ value: recordId, label: picked }]),
    ...offered,
  ]
  const choose = (id: string): void => {
    const label = choices.find(({ value }) => value === id)?.label ?? ''
    put({ ...typed, recordId: id, picked: label })
  }
  return <SelectField label="Entry" value={recordId} error={error} choices={choices} onChange={choose} />
}
