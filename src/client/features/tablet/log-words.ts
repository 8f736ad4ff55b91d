import type { JournalEvent } from '#client/data/database.ts'
import type { CarryFailure } from '#client/sync/carry.ts'
import type { WaitingFileProblem } from '#sync/waiting-file.ts'
import { changesInWords } from './file-words.ts'

/** Why a try to reach the county came to nothing. In every case what waits goes on waiting. */
const FAILED_WORDS: Record<Exclude<CarryFailure, WaitingFileProblem>, string> = {
  unreachable: 'No contact with the county. What waits goes by itself when there is.',
  captive: 'The network here wants somebody to sign in before it lets anything through.',
  busy: 'The county’s server was busy and asked for a pause.',
  'server-failed': 'Something went wrong at the county’s end.',
  unreadable: 'The county’s server could not read what was sent.',
  'too-large': 'What was sent at once was too much for the county’s server.',
  'not-enrolled': 'The county did not know this tablet. It needs a new link.',
  'not-this-tablet': 'The county took this tablet for another one.',
  'update-needed': 'The county asked for a newer Branchline on this tablet.',
  'not-found': 'The county’s Branchline is older than this tablet’s and did not know the question.',
  'code-unknown': 'The county did not know the code of the link.',
  'code-expired': 'The code of the link was too old.',
  'code-used': 'The code of the link had been used.',
  'site-not-offered': 'The county does not offer this site.',
  'too-many-tries': 'The county’s server asked for a pause.',
}

function failedInWords(reason: string): string {
  const words: Readonly<Record<string, string>> = FAILED_WORDS
  return words[reason] ?? 'The county could not be reached.'
}

type Words = {
  readonly [Event in JournalEvent['event']]: (
    what: Extract<JournalEvent, { event: Event }>,
    placeName: (scope: string) => string,
  ) => string
}

function records(count: number): string {
  return count === 1 ? '1 record' : `${count} records`
}

const WORDS: Words = {
  sent: ({ operations }) => `Sent ${changesInWords(operations)} to the county.`,
  fetched: ({ rows }) => `Fetched ${records(rows)} from the county.`,
  failed: ({ reason }) => failedInWords(reason),
  'not-taken': ({ operations }) =>
    `The county did not take ${changesInWords(operations)}: see Needs attention.`,
  'new-history': ({ operations }) =>
    `The county’s server was put back from a backup. ${operations === 0 ? 'Nothing had to be sent again.' : `${changesInWords(operations)} of this tablet went again.`}`,
  'digest-differs': ({ scope }, placeName) =>
    `What this tablet held of ${placeName(scope)} was not what the county has, so it was fetched again.`,
  'scope-withdrawn': ({ scope, rows, kept }, placeName) =>
    `This tablet may no longer read ${placeName(scope)}: ${records(rows)} went from it. ${kept === 0 ? 'Nothing of its own was waiting there.' : `${changesInWords(kept)} of its own stayed.`}`,
  forked: ({ operations }) =>
    `Another tablet went by the same number, so this one took a new number. ${changesInWords(operations)} went on under it.`,
  'cannot-be-sent': ({ operations }) =>
    `${changesInWords(operations)} could not be sent in any way, and the county was given what it says as it is.`,
  'file-saved': ({ operations }) => `Saved ${changesInWords(operations)} to a file.`,
  'file-carried': ({ operations }) =>
    `Sent a file of another tablet to the county: ${changesInWords(operations)}.`,
  'receipts-loaded': ({ operations }) => `Loaded a receipt file for ${changesInWords(operations)}.`,
}

/** One line of the sync log as a sentence. */
export function eventInWords(what: JournalEvent, placeName: (scope: string) => string): string {
  // Each entry of WORDS takes the event it is filed under, which the compiler cannot follow through the lookup.
  const say = WORDS[what.event] as (what: JournalEvent, placeName: (scope: string) => string) => string
  return say(what, placeName)
}
