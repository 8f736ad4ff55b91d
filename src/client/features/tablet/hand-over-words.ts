import type { HandOver, HandOverReason } from '#client/data/hand-over.ts'

export const LIGHT_WORDS: Record<HandOver['light'], string> = {
  safe: 'Safe to hand over',
  keep: 'Keep this tablet for now',
  act: 'Do something first',
}

function changes(count: number): string {
  return count === 1 ? 'One change is' : `${count} changes are`
}

/** Why the light is what it is, and what to do. */
const REASON_WORDS: Record<HandOverReason, (handOver: HandOver) => string> = {
  'all-received': () => 'The county has everything that was logged here.',
  'waiting-here': ({ waiting }) =>
    `${changes(waiting)} on this tablet and nowhere else. Leave it on where there is signal, and they go by themselves.`,
  unfinished: ({ unfinished }) =>
    `${unfinished === 1 ? 'One thing is' : `${unfinished} things are`} begun here and not saved as an entry. Finish it, or leave the tablet where it can be finished.`,
  'storage-may-be-cleared': () =>
    'This browser may clear its storage if the tablet runs short of room. Save a file, so that what waits is in two places.',
  'waited-7-days': () =>
    'Something has waited for more than a week. Find signal, or save a file and load it on a tablet that has some.',
  'needs-attention': ({ waiting }) =>
    `${waiting === 0 ? 'The county has received everything, and' : 'The county'} could not take all of it as it is. Somebody has to look at that, here or on paper; nothing is lost.`,
  'cannot-be-sent': () =>
    'Something here cannot be sent. Save a file and give it to the county team; nothing is lost.',
}

export function reasonsInWords(handOver: HandOver): readonly string[] {
  return handOver.reasons.map((reason) => REASON_WORDS[reason](handOver))
}
