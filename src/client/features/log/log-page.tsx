import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { linkKey } from '#domain/records/link-key.ts'
import { usesByWeight } from '#domain/records/preset-use.ts'
import { registry } from '#domain/records/registry.ts'
import { audiencesInWords } from '#domain/records/audience-words.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { type Entry, useEntries } from '#client/data/entries.ts'
import { useSiteChoice } from '#client/data/site-choice.ts'
import { TextField } from '#client/ui/field.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { SiteHead } from '#client/ui/site-page.tsx'

/** How many of the latest entries tell what is used here. */
const LATEST = 40

/** Choose what to log: the sessions used here first, then every other kind of entry and session, with a search. */
export function LogPage() {
  const [search, setSearch] = useSearchParams()
  const choice = useSiteChoice(search, setSearch)
  return (
    <div className="stack stack-wide">
      <SiteHead title="Log" choice={choice} />
      <Choices scope={choice.scope} search={search.toString()} />
    </div>
  )
}

function Choices({ scope, search }: { scope: string | null; search: string }) {
  const presets = useAuthority('preset')
  const latest = useEntries({ scope, limit: LATEST })
  const [words, setWords] = useState('')
  if (presets === undefined || latest === undefined) return null
  const offered = offeredIn(presets, latest.entries).filter(({ text }) => hasWords(text, words))
  const usedHere = scope === null ? [] : offered.filter(({ weight }) => weight > 0)
  const rest = offered.filter((one) => !usedHere.includes(one))
  return (
    <>
      <TextField label="Search what to log" type="search" value={words} onChange={setWords} />
      {words.trim() !== '' && <p role="status">{foundInWords(offered.length)}</p>}
      {presets.length === 0 && (
        <Notice>
          <p>
            The kinds of session have not reached this tablet yet. They come by themselves with the first
            contact.
          </p>
        </Notice>
      )}
      <Tiles heading="Used here" tiles={usedHere.toSorted((a, b) => b.weight - a.weight)} search={search} />
      <Tiles
        heading={usedHere.length === 0 ? 'Sessions' : 'Other sessions'}
        tiles={rest.filter(({ isSession }) => isSession)}
        search={search}
      />
      <Tiles heading="Everything else" tiles={rest.filter(({ isSession }) => !isSession)} search={search} />
      <p>
        <Link to={{ pathname: '/lists', search }}>
          Lists: series, volunteers, schools, opening hours and more
        </Link>
      </p>
    </>
  )
}

/** One thing that can be logged: a session of a kind, or any other kind of entry. */
interface Offered {
  readonly path: string
  readonly name: string
  readonly hint: string | null
  /** What the search looks in. */
  readonly text: string
  readonly isSession: boolean
  /** How much it was used here lately; 0 when it was not. */
  readonly weight: number
}

function offeredIn(presets: readonly Held<'preset'>[], latest: readonly Entry[]): readonly Offered[] {
  const weights = usesByWeight(latest.map((entry) => entry.session?.presetId ?? entry.kind))
  const sessions = presets
    .toSorted((a, b) => a.body.order - b.body.order)
    .map(({ id, body }): Offered => {
      const hint = audiencesInWords(body.audiences)
      return {
        path: `/log/${linkKey(id)}`,
        name: body.name,
        hint,
        text: `${body.name} ${body.title} ${hint} session`,
        isSession: true,
        weight: weights.get(id) ?? 0,
      }
    })
  const kinds = registry.flatMap(({ kind, label, form }): readonly Offered[] =>
    form?.offered !== 'log' || kind === 'event-session'
      ? []
      : [
          {
            path: `/log/kind/${kind}`,
            name: label,
            hint: null,
            text: `${label} ${form.words}`,
            isSession: false,
            weight: weights.get(kind) ?? 0,
          },
        ],
  )
  return [...sessions, ...kinds]
}

function foundInWords(count: number): string {
  if (count === 0) return 'Nothing matches. Try another word, such as “reading”, “garden” or “hours”.'
  return count === 1 ? '1 match' : `${count} matches`
}

function hasWords(text: string, words: string): boolean {
  const lower = text.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}

function Tiles({ heading, tiles, search }: { heading: string; tiles: readonly Offered[]; search: string }) {
  if (tiles.length === 0) return null
  return (
    <section className="stack">
      <h2>{heading}</h2>
      <ul className="tiles plain-list">
        {tiles.map(({ path, name, hint }) => (
          <li key={path}>
            <Link className="tile" to={{ pathname: path, search }}>
              <span className="tile-name">{name}</span>
              {hint !== null && <span className="muted small">{hint}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
