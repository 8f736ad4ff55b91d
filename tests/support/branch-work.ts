import { type WrittenSession } from '#domain/records/event-session.ts'
import { FIRST_COUNT_KEY } from '#domain/records/headcount.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { aSession, counted } from './sessions.ts'

/** What a small branch logs week by week. */
const USUAL: readonly Partial<WrittenSession>[] = [
  {},
  {
    title: 'Story time',
    presetId: 'preset/story-craft-lego',
    audience: '5-11',
    secondaryOutcome: null,
    alsoPriorityIds: [],
  },
  {
    title: 'Digital skills class',
    presetId: 'preset/digital-class',
    audience: 'adult',
    outcome: 'Increased digital access and literacy',
    secondaryOutcome: null,
    offer: 'Information & Digital',
    primaryPriorityId: 'priority/2',
    alsoPriorityIds: [],
    activityIds: ['activity/1.5'],
    actionIds: ['action/SDP22-09'],
    startTime: '14:00',
  },
  {
    title: 'Reading group',
    presetId: 'preset/reading-group',
    audience: 'adult',
    activityIds: ['activity/1.1'],
    startTime: '18:00',
  },
]
const NOTES = ['Rainy, so fewer than usual', 'A new family from the village', 'Two volunteers helped']
const NOTED_PART = 0.1

/** A session as a branch logs it: one of its usual ones, with a count of its own and now and then a note. */
export function branchSession(random: () => number, day: LocalDate): WrittenSession {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]
  return aSession({
    ...pick(USUAL),
    day,
    counts: counted(Math.floor(random() * 40), FIRST_COUNT_KEY),
    note: random() < NOTED_PART ? (pick(NOTES) ?? '') : '',
  })
}
