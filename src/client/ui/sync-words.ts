import { momentInWords } from './moment-words.ts'

/** Entries by how far they have got. */
export interface EntryTally {
  readonly waiting: number
  readonly received: number
  readonly attention: number
  readonly settled: number
}

/** Where this tablet's entries stand, the most pressing first: "3 on this tablet, waiting". */
export function tallyInWords(tally: EntryTally): string {
  const parts: string[] = []
  if (tally.attention > 0)
    parts.push(tally.attention === 1 ? '1 needs attention' : `${tally.attention} need attention`)
  if (tally.waiting > 0) parts.push(`${tally.waiting} on this tablet, waiting`)
  if (parts.length > 0) return parts.join(' · ')
  const sent = tally.received + tally.settled
  if (sent === 0) return 'Nothing waiting'
  return sent === 1 ? '1 entry received' : `All ${sent} entries received`
}

/** When the county was last reached: "last contact yesterday 16:40". */
export function contactInWords(lastContactAt: number | null, nowMs: number): string {
  return lastContactAt === null ? 'no contact yet' : `last contact ${momentInWords(lastContactAt, nowMs)}`
}
