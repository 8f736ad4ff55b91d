import type { Participation, Verdict } from '#domain/place/participation.ts'
import { participationSentence, REACH_BAND_WORDS } from '#domain/place/participation-words.ts'
import { percentInWords } from '#domain/place/profile-words.ts'

/** A shape and a word, so that it reads without colour. */
const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  more: '▲ more than their share',
  less: '▼ less than their share',
  unclear: '◇ cannot be said',
  unknown: '◇ no figure',
}

/** For each age two bars: its share of those who come, and of those who live here. */
export function ParticipationBars({ rows }: { rows: readonly Participation[] }) {
  const top = Math.max(0.1, ...rows.flatMap((row) => [row.shareOfAttendance ?? 0, row.shareOfResidents ?? 0]))
  return (
    <ul className="place-reach">
      {rows.map((row) => (
        <li key={row.band} className="place-reach-row">
          <p className="place-reach-head">
            <b>{REACH_BAND_WORDS[row.band]}</b>
            <span className={`place-verdict place-verdict-${row.verdict}`}>{VERDICT_WORDS[row.verdict]}</span>
          </p>
          <Bar kind="comes" label="Come" share={row.shareOfAttendance} top={top} />
          <Bar kind="lives" label="Live here" share={row.shareOfResidents} top={top} />
          <p className="small muted">{participationSentence(row)}</p>
        </li>
      ))}
    </ul>
  )
}

interface BarProps {
  readonly kind: 'comes' | 'lives'
  readonly label: string
  /** From 0 to 1; null where there is no figure. */
  readonly share: number | null
  /** The share at the full length. */
  readonly top: number
}

function Bar({ kind, label, share, top }: BarProps) {
  return (
    <p className="place-reach-bar">
      <span className="small">{label}</span>
      <svg aria-hidden="true" focusable="false">
        <rect className="place-bar-ground" width="100%" height="14" rx="3" />
        <rect className={`place-reach-${kind}`} width={`${(100 * (share ?? 0)) / top}%`} height="14" rx="3" />
      </svg>
      <span className="small place-number">{share === null ? 'No figure' : percentInWords(100 * share)}</span>
    </p>
  )
}
