import type { ProfileRow } from '#domain/place/compare-profiles.ts'
import { percentInWords } from '#domain/place/profile-words.ts'

interface ShareBarProps {
  readonly row: ProfileRow
  /** The percentage at the bar's full length. */
  readonly scale: number
  /** What the mark stands for, such as "the county". */
  readonly otherName: string | null
}

/**
 * One share as a bar, with the area it is compared with as an upright mark. The numbers stand beside
 * it in words, so the drawing itself says nothing to a screen reader.
 */
export function ShareBar({ row, scale, otherName }: ShareBarProps) {
  const share = row.here.share ?? 0
  const other = row.other?.share ?? null
  const at = (percent: number): string => `${(100 * percent) / scale}%`
  return (
    <li className="place-bar">
      <span className="place-bar-label">{row.figure.label}</span>
      <svg className="place-bar-line" aria-hidden="true" focusable="false">
        <rect className="place-bar-ground" width="100%" y="4" height="20" rx="4" />
        <rect className="place-bar-here" width={at(share)} y="4" height="20" rx="4" />
        {other !== null && (
          <>
            <line className="place-bar-halo" x1={at(other)} x2={at(other)} y1="0" y2="28" />
            <line className="place-bar-mark" x1={at(other)} x2={at(other)} y1="0" y2="28" />
          </>
        )}
      </svg>
      <span className="place-bar-value">
        <b>{percentInWords(share)}</b>
        {other !== null && otherName !== null && (
          <span className="small muted">
            {' · '}
            <span className="no-print">{otherName} </span>
            {percentInWords(other)}
          </span>
        )}
      </span>
    </li>
  )
}
