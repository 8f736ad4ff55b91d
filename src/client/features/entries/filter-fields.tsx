import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { registry } from '#domain/records/registry.ts'
import { useAuthority } from '#client/data/authority.ts'
import { type Choice, SelectField, TextField } from '#client/ui/field.tsx'
import { STATE_WORDS, whatOfPreset } from './entry-filter.ts'

const ALL: Choice = { value: '', label: 'Everything' }
const states: readonly Choice[] = [
  { value: '', label: 'Any state' },
  ...Object.entries(STATE_WORDS).map(([value, label]) => ({ value, label })),
]

/** Kinds of entry by what staff call them, each kind of session among them. */
function useWhat(): readonly Choice[] {
  const presets = useAuthority('preset')
  return useMemo(() => {
    const kinds = registry.flatMap(({ kind, form }) =>
      form?.offered === 'log' ? [{ value: kind, label: form.plural }] : [],
    )
    const sessions = (presets ?? [])
      .toSorted((a, b) => a.body.order - b.body.order)
      .map(({ id, body }) => ({ value: whatOfPreset(id), label: `Sessions: ${body.name}` }))
    return [ALL, ...kinds, ...sessions]
  }, [presets])
}

/** What to look for. Everything stands in the address, so that a search can be kept and gone back to. */
export function FilterFields() {
  const [search, setSearch] = useSearchParams()
  const what = useWhat()
  const about = (name: string) => ({
    value: search.get(name) ?? '',
    onChange: (value: string) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before)
          if (value === '') next.delete(name)
          else next.set(name, value)
          return next
        },
        { replace: true },
      ),
  })
  const isNarrowed = ['state', 'from', 'until'].some((name) => search.has(name))
  return (
    <div role="search" className="stack">
      <div className="field-pair">
        <TextField label="Search" hint="Words in the name or the note." type="search" {...about('find')} />
        <SelectField label="What" hint="A kind of entry." choices={what} {...about('what')} />
      </div>
      <details open={isNarrowed}>
        <summary className="filter-more">By state or day</summary>
        <div className="field-pair">
          <SelectField label="State" choices={states} {...about('state')} />
          <TextField label="From" type="date" {...about('from')} />
          <TextField label="Until" type="date" {...about('until')} />
        </div>
      </details>
    </div>
  )
}
