import type { SaveFailure } from './save.ts'

/** What to do when nothing was saved. In every case the form keeps its contents. */
export const SAVE_FAILURE_WORDS: Record<SaveFailure, string> = {
  'storage-full':
    'This was not saved: the tablet has no room left or could not write. What you typed is still here. Free some space on the tablet, then save again.',
  'storage-gone':
    'This was not saved: the tablet’s storage is no longer there. Note down what you typed, then reload Branchline.',
  invalid:
    'This was not saved: something in it does not fit. What you typed is still here. Look it over and save again.',
  'not-found':
    'This was not saved: the entry is no longer on this tablet. Note down what you typed and log it again.',
}
