import { momentInWords } from './moment-words.ts'

/** Entries by how far they have got. */
export interface EntryTally {
  readonly waiting: number
  readonly received: number
  readonly attention: number
  readonly settled: number
}

/** How far this tablet's entries have got: "3 on this tablet, waiting". What needs attention is said beside it. */
export function tallyInWords(tally: EntryTally): string {
  if (tally.waiting > 0) return `${tally.waiting} on this tablet, waiting`
  const sent = tally.received + tally.settled
  if (sent === 0) return 'Nothing waiting'
  const entries = sent === 1 ? '1 entry received' : `${sent} entries received`
  return sent > 1 && tally.attention === 0 ? `All ${entries}` : entries
}

/** "1 needs attention", "3 need attention". */
export function attentionInWords(count: number): string {
  return count === 1 ? '1 needs attention' : `${count} need attention`
}

/** When the county was last reached: "last contact yesterday 16:40". */
export function contactInWords(lastContactAt: number | null, nowMs: number): string {
  return lastContactAt === null ? 'no contact yet' : `last contact ${momentInWords(lastContactAt, nowMs)}`
}

/** Fewer go by before they can be read. */
const WORTH_TELLING = 50

/** How far a long round has come: "sending 120 of 500". Null when it is over in a moment. */
export function progressInWords(
  progress: {
    readonly phase: 'sending' | 'fetching'
    readonly done: number
    readonly total: number | null
  } | null,
): string | null {
  if (progress === null || (progress.total ?? progress.done) < WORTH_TELLING) return null
  const { phase, done, total } = progress
  if (total === null) return `${phase}, ${done} so far`
  // How many are left to fetch is an estimate.
  return `${phase} ${done} of ${phase === 'fetching' ? 'about ' : ''}${total}`
}
