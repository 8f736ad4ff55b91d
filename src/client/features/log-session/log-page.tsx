import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { linkKey, siteInLink } from '#domain/records/link-key.ts'
import type { Preset } from '#domain/records/preset.ts'
import { presetsByUse } from '#domain/records/preset-use.ts'
import { audiencesInWords } from '#domain/records/audience-words.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useEntries } from '#client/data/entries.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'

/** How many of the latest entries tell what is used here. */
const LATEST = 40

/** Choose what kind of session it was: what is used here first, then every kind, with a search. */
export function LogPage() {
  const tablet = useTablet()
  const sites = useSites()
  const [search, setSearch] = useSearchParams()
  const scope = siteInLink(tablet.siteId, search.get('site'))
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <PageTitle title="Log a session" />
        {scope !== null && <p className="muted">{sites?.nameOf(scope)}</p>}
      </div>
      {tablet.siteId === null && sites !== undefined && (
        <SiteSelect
          sites={sites.open}
          value={scope}
          none="Choose a site"
          onChange={(id) => setSearch(id === null ? {} : { site: linkKey(id) }, { replace: true })}
        />
      )}
      {scope === null ? (
        <Notice>
          <p>Choose the site the session was at, then the kind of session.</p>
        </Notice>
      ) : (
        <PresetLists scope={scope} search={search.toString()} />
      )}
    </div>
  )
}

function PresetLists({ scope, search }: { scope: string; search: string }) {
  const presets = useAuthority('preset')
  const latest = useEntries({ scope, limit: LATEST })
  const [words, setWords] = useState('')
  if (presets === undefined || latest === undefined) return null
  if (presets.length === 0) {
    return (
      <Notice>
        <p>
          The kinds of session have not reached this tablet yet. They come by themselves with the first
          contact.
        </p>
      </Notice>
    )
  }
  const uses = latest.entries.flatMap(({ session }) => session?.presetId ?? [])
  const { used, others } = presetsByUse(presets, uses)
  const matching = (list: readonly Held<'preset'>[]): readonly Held<'preset'>[] =>
    list.filter(({ body }) => matches(body, words))
  const found = matching([...used, ...others])
  return (
    <>
      <TextField label="Search kinds of session" type="search" value={words} onChange={setWords} />
      {words.trim() !== '' && <p role="status">{foundInWords(found.length)}</p>}
      <PresetList heading="Used here" presets={matching(used)} search={search} />
      <PresetList
        heading={used.length === 0 ? 'Kinds of session' : 'All others'}
        presets={matching(others)}
        search={search}
      />
    </>
  )
}

function foundInWords(count: number): string {
  if (count === 0) return 'Nothing matches. Try another word, such as “reading” or “garden”.'
  return count === 1 ? '1 kind of session matches' : `${count} kinds of session match`
}

function matches(preset: Preset, words: string): boolean {
  const text = `${preset.name} ${preset.title} ${audiencesInWords(preset.audiences)}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

interface PresetListProps {
  readonly heading: string
  readonly presets: readonly Held<'preset'>[]
  readonly search: string
}

function PresetList({ heading, presets, search }: PresetListProps) {
  if (presets.length === 0) return null
  return (
    <section className="stack">
      <h2>{heading}</h2>
      <ul className="tiles plain-list">
        {presets.map(({ id, body }) => (
          <li key={id}>
            <Link className="tile" to={{ pathname: `/log/${linkKey(id)}`, search }}>
              <span className="tile-name">{body.name}</span>
              <span className="muted small">{audiencesInWords(body.audiences)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
