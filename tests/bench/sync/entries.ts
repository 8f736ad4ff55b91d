/**
 * The entries that every contender stores and sends: sessions as a county's libraries log them, the same
 * contents in the same order for all, and only as alike as such entries are.
 */
import { v7 } from 'uuid'
import type { WrittenSession } from '#domain/records/event-session.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { seededRandom } from '#support/seeded-random.ts'

/** Where a branch's own tablet logs. */
export const OWN_SITE = 'site/wychwood'

const SITES = [
  'abingdon',
  'adderbury',
  'bampton',
  'banbury',
  'benson',
  'bicester',
  'botley',
  'burford',
  'carterton',
  'charlbury',
  'chinnor',
  'chipping-norton',
  'cowley',
  'deddington',
  'didcot',
  'eynsham',
].map((site) => `site/${site}`)

type Kind = Pick<WrittenSession, 'title' | 'presetId' | 'audience' | 'outcome' | 'primaryPriorityId'>

const KINDS: readonly Kind[] = [
  ['Rhyme Time', 'baby-toddler-rhyme', '0-4', 'Increased reading and literacy', 7],
  ['Story time', 'story-craft-lego', '5-11', 'Increased reading and literacy', 7],
  ['Code club', 'steam-code-maker', '5-11', 'Helping everyone achieve their full potential', 4],
  ['Reading group', 'reading-group', 'adult', 'Increased reading and literacy', 5],
  ['Digital help', 'digital-help', 'adult', 'Increased digital access and literacy', 2],
  ['Knit and natter', 'knit-natter', '65+', 'Healthier and happier lives', 3],
  ['Local history talk', 'history-talk', 'adult', 'Cultural and creative enrichment', 8],
  ['Class visit', 'class-visit', '5-11', 'Increased reading and literacy', 7],
].map(([title, preset, audience, outcome, priority]) => ({
  title: String(title),
  presetId: `preset/${preset}`,
  // Each row above holds values of these fields, in this order.
  audience: audience as Kind['audience'],
  outcome: outcome as Kind['outcome'],
  primaryPriorityId: `priority/${priority}`,
}))

const NOTES = [
  'Two new families came after the health visitor mentioned us.',
  'Projector did not work, so we read from the book instead.',
  'Very wet; several who usually come rang to say they could not.',
  'Asked again for a session on Saturdays.',
]

export interface Entry {
  readonly id: string
  readonly kind: 'event-session'
  readonly scope: string
  readonly body: WrittenSession
}

/** A new record id, which sorts by the moment it was made: the kindest a B-tree or LevelDB can be given. */
export function newId(): string {
  return v7()
}

/** The site of an entry of the county's, all of them taking turns. */
export function siteOf(index: number): string {
  return SITES[index % SITES.length] ?? OWN_SITE
}

/** What stands in the entry of this number; the same for every contender and in every run. */
export function entryAt(index: number, scope: string): Entry {
  const chance = seededRandom(index + 1)
  const below = (limit: number): number => Math.floor(chance() * limit)
  const kind = KINDS[below(KINDS.length)] ?? KINDS[0]
  if (kind === undefined) throw new RangeError('no kinds')
  const door = `door-${1 + below(2)}`
  const isSplit = chance() < 0.3
  const body: WrittenSession = {
    ...kind,
    day: addDays(localDate('2026-04-01'), below(365)),
    startTime: `${10 + below(8)}:${chance() < 0.5 ? '00' : '30'}`,
    secondaryOutcome: chance() < 0.5 ? 'Stronger more resilient communities' : null,
    offer: 'Reading',
    alsoPriorityIds: chance() < 0.6 ? [`priority/${1 + below(9)}`] : [],
    activityIds: [`activity/${1 + below(4)}.${1 + below(6)}`],
    actionIds: [`action/SDP22-${String(1 + below(48)).padStart(2, '0')}`],
    format: 'in-person',
    place: 'in-library',
    runBy: chance() < 0.8 ? 'library' : 'volunteers',
    heldState: 'held',
    counts: {
      [door]: isSplit
        ? { split: 'age', byAge: { '0-4': below(15), '5-11': below(12), '25-64': below(14) }, stated: null }
        : { split: 'none', total: below(40) },
    },
    countMethod: chance() < 0.8 ? 'counted' : 'estimated',
    note: chance() < 0.15 ? `${NOTES[below(NOTES.length)] ?? ''} ${below(1000)}` : '',
  }
  return { id: newId(), kind: 'event-session', scope, body }
}

/** A branch's own entries. */
export function ownEntries(from: number, count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => entryAt(from + index, OWN_SITE))
}

/** Entries from all over the county. */
export function countyEntries(from: number, count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => entryAt(from + index, siteOf(from + index)))
}
