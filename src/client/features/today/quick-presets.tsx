import { Link } from 'react-router'
import { linkKey } from '#domain/records/link-key.ts'
import { presetsByUse } from '#domain/records/preset-use.ts'
import { audiencesInWords } from '#domain/records/audience-words.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useEntries } from '#client/data/entries.ts'

const LATEST = 40
const SHOWN = 6

/** The kinds of session this site is likeliest to log next, one tap from the number. */
export function QuickPresets({ scope, search }: { scope: string; search: string }) {
  const presets = useAuthority('preset')
  const latest = useEntries({ scope, limit: LATEST })
  if (presets === undefined || latest === undefined) return null
  const uses = latest.entries.flatMap(({ session }) => session?.presetId ?? [])
  const { used, others } = presetsByUse(presets, uses)
  return (
    <ul className="tiles plain-list" aria-label={used.length > 0 ? 'Used most here' : 'Kinds of session'}>
      {[...used, ...others].slice(0, SHOWN).map(({ id, body }) => (
        <li key={id}>
          <Link className="tile" to={{ pathname: `/log/${linkKey(id)}`, search }}>
            <span className="tile-name">{body.name}</span>
            <span className="muted small">{audiencesInWords(body.audiences)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
