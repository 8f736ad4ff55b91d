import type { AttentionItem } from '#client/data/attention.ts'
import type { AttentionCode } from '#client/data/entries.ts'
import type { SaveFailure } from '#client/data/save.ts'

/** What kind of thing it is, in a word or two above its name. */
export const TYPE_WORDS: Record<AttentionItem['type'], string> = {
  'not-taken': 'Not taken by the county',
  held: 'Waiting for an earlier change',
  conflict: 'Two values',
  review: 'To be agreed',
  question: 'Question',
}

/** Why a change needs attention and what to do, for each reason the server can give. It stays on the tablet until then. */
export const ATTENTION_WORDS: Record<AttentionCode, string> = {
  'unknown-kind':
    'The county’s Branchline is older than this tablet’s and cannot take this yet. Once it has been updated, correct and send it again.',
  'newer-schema':
    'The county’s Branchline is older than this tablet’s and cannot take this yet. Once it has been updated, correct and send it again.',
  'wrong-scope':
    'This is for a place the county did not expect it under. Withdraw it here and log it at the right site.',
  'invalid-body': 'Something in this does not fit. Correct it and send it again.',
  'unknown-field':
    'This holds something the county’s Branchline does not know. Tell the county team; nothing here is lost.',
  'record-exists':
    'The county already has an entry under this number. Log it again as a new one, then withdraw this one.',
  'record-missing': 'The county does not have the entry this changes. Tell the county team.',
  'op-id-reused':
    'The county has something else under this number. Tell the county team; nothing here is lost.',
  'lineage-forked':
    'Another tablet goes by the same number as this one, which happens when a browser’s data is copied. This tablet takes a number of its own and sends this again by itself.',
  'quarter-closed':
    'The county has closed the quarter of this day. Correct the day if it is wrong, or ask whether it can still go in.',
  'wrong-action': 'This cannot be done to an entry of this kind. Tell the county team; nothing here is lost.',
  'nothing-to-settle': 'Somebody else had dealt with this already, so there was nothing left to settle.',
  declined:
    'Those who may log for this site looked at it and did not agree to it. Correct it and send it again, ask, or withdraw it.',
  withdrawn: 'This was withdrawn, and stays out of every figure.',
  unprocessable:
    'The county’s server could not read this. It keeps it as it came, for the county team to look at; nothing is lost.',
  'predecessor-missing':
    'An earlier change has not reached the county yet. This one waits for it and goes by itself.',
  'judging-failed':
    'The county has it but could not work it in. The county team can see it; nothing here is lost.',
  'not-allowed-here':
    'This tablet may not log for this site at present. Those who may decide whether it counts; nothing here is lost.',
  'not-proven':
    'This reached the county in a file that does not show which tablet it comes from. Those who lead the branch decide whether it counts.',
  conflict: 'Someone else changed the same thing first. Their value is shown; correct it if yours was right.',
}

const REPAIRABLE: ReadonlySet<AttentionCode> = new Set<AttentionCode>([
  'invalid-body',
  'quarter-closed',
  'declined',
  'unknown-kind',
  'newer-schema',
  'unknown-field',
  'conflict',
])

/** Whether saving it once more, corrected, can be the way out. */
export function canBeCorrected(code: AttentionCode): boolean {
  return REPAIRABLE.has(code)
}

/** What to do when nothing was saved. In every case what was typed is still there. */
export const FAILURE_WORDS: Record<SaveFailure, string> = {
  'storage-full':
    'That was not saved: the tablet has no room left or could not write. Free some space and try again.',
  'storage-gone': 'That was not saved: the tablet’s storage is no longer there. Reload Branchline.',
  invalid: 'That was not saved: something in it does not fit the entry. Look it over and try again.',
  'not-found': 'That was not saved: it is settled already, or no longer on this tablet.',
}
