import type { ReceiptFileProblem } from '#client/data/receipt-file.ts'
import type { CarryFailure } from '#client/sync/carry.ts'

export function changesInWords(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`
}

const AGAIN = 'Load the file again then: what went already goes on where it was.'

/** Why a file of another tablet was not sent, or not to its end, and what to do. */
export const CARRY_WORDS: Record<CarryFailure, string> = {
  'not-ours': 'This is not a file of what waits on a Branchline tablet. Choose another one.',
  'newer-version': 'A newer Branchline made this file. Update this tablet, then load it again.',
  damaged: 'This file is damaged or cut short. Copy or save it once more and load it again.',
  unreachable: `There is no contact with the county at the moment. ${AGAIN}`,
  captive: `This network wants somebody to sign in first. Do that in a browser. ${AGAIN}`,
  busy: `The county’s server is busy. Wait a few minutes. ${AGAIN}`,
  'server-failed': `Something went wrong at the county’s end. Wait a few minutes. ${AGAIN}`,
  unreadable: 'The county’s server could not read this. Give the file to the county team.',
  'too-large': 'This file is too large to go from here. Give it to the county team.',
  'not-enrolled': `The county does not know this tablet any more: ask for a new link. ${AGAIN}`,
  'not-this-tablet': 'The county does not take files from this tablet. Load it on another one.',
  'update-needed': `Branchline needs an update on this tablet before it can send. ${AGAIN}`,
  'not-found': 'The county’s Branchline is older than this tablet’s and takes no files yet. Keep the file.',
  'code-unknown': 'The county’s server did not take this. Give the file to the county team.',
  'code-expired': 'The county’s server did not take this. Give the file to the county team.',
  'code-used': 'The county’s server did not take this. Give the file to the county team.',
  'site-not-offered': 'The county’s server did not take this. Give the file to the county team.',
  'too-many-tries': `The county’s server asks for a pause. Wait a few minutes. ${AGAIN}`,
}

/** Why a receipt file was left aside. In every case nothing here has changed. */
export const RECEIPT_WORDS: Record<ReceiptFileProblem, string> = {
  'not-ours': 'This is not a receipt file. Choose the one that the other tablet saved.',
  damaged: 'This receipt file is damaged or cut short. Save it once more on the other tablet.',
  'other-tablet': 'These receipts are for another tablet. Load them there.',
  'not-proven':
    'It cannot be shown that these receipts come from the county for this tablet, so they were left aside. Load the waiting file on another tablet once more, and bring its receipts.',
}
