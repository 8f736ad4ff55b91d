import type { AttentionCode } from '#client/data/entries.ts'

/** Why an entry needs attention and what to do, for each reason the server can give. It stays on the tablet until then. */
export const ATTENTION_WORDS: Record<AttentionCode, string> = {
  'unknown-kind':
    'The county’s Branchline is older than this tablet’s and cannot take this yet. It will go when it is updated.',
  'newer-schema':
    'The county’s Branchline is older than this tablet’s and cannot take this yet. It will go when it is updated.',
  'wrong-scope':
    'This entry is for a place the county did not expect it under. Void it and log it again at the right site.',
  'invalid-body': 'Something in this entry does not fit. Open it, put it right and save again.',
  'unknown-field': 'This entry holds something the county’s Branchline does not know. Tell the county team.',
  'record-exists':
    'The county already has an entry under this number. Log it again as a new one, then void this one.',
  'record-missing': 'The county does not have the entry this changes. Tell the county team.',
  'op-id-reused':
    'The county has something else under this number. Tell the county team; nothing here is lost.',
  'predecessor-missing':
    'An earlier change has not reached the county yet. This one waits for it and goes by itself.',
  'judging-failed':
    'The county has it but could not work it in. The county team can see it; nothing here is lost.',
  'not-allowed-here':
    'This tablet may not log for this site at present. The county team decides what becomes of it.',
  conflict: 'Someone else changed the same thing first. Their value is shown; correct it if yours was right.',
}
