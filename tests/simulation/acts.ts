import { localDate } from '#domain/time/local-date.ts'
import type { WrittenSession } from '#domain/records/event-session.ts'
import type { RecordRow } from '#client/data/database.ts'
import {
  answerQuestion,
  askLead,
  decideReview,
  resolveConflict,
  withdrawChanges,
} from '#client/data/attention-actions.ts'
import { readEntry } from '#client/data/entries.ts'
import {
  correctRecord,
  createRecord,
  restoreRecord,
  type SaveResult,
  type Seen,
  voidRecord,
} from '#client/data/save.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { aSession } from '#support/sessions.ts'
import type { Chance } from '../fuzz/chance.ts'
import type { ActName } from './plan.ts'
import type { Profile, Tab } from './profile.ts'
import type { World } from './world.ts'

const DAYS = ['2026-10-14', '2026-10-13', '2026-07-02', '2026-04-20'].map(localDate)
const TITLES = ['Rhyme Time', 'Story time', 'Chess club', 'Code club', 'Knit and natter']
const DOORS = ['door-1', 'door-2', 'garden']
const SITES = ['site/abingdon', 'site/wychwood']
const YEAR = 2026

/** Where and by whom something is done, and by which chance. */
interface Doing {
  readonly world: World
  readonly profile: Profile
  readonly tab: Tab
  readonly chance: Chance
}

type Act = (doing: Doing) => Promise<SaveResult | string>

/** What somebody at this tablet sees of a kind of record; nothing of it is changed. */
function shown({ profile }: Doing, kind: string): readonly RecordRow[] {
  return [...profile.disk.read().records.values()].filter((row) => row.kind === kind)
}

const NOTHING = 'there was nothing to do it to'

function session(chance: Chance): WrittenSession {
  const total = chance.below(40)
  return aSession({
    day: chance.pick(DAYS),
    title: chance.pick(TITLES),
    counts: { [chance.pick(DOORS)]: { split: 'none', total } },
  })
}

function changed(body: Seen['body'], chance: Chance): Seen['body'] {
  const change = chance.weighed({ title: 4, heldState: 3, day: 1, counts: 3, note: 2 })
  switch (change) {
    case 'title':
      return { ...body, title: chance.pick(TITLES) }
    case 'heldState':
      return { ...body, heldState: chance.pick(['held', 'cancelled', 'postponed']) }
    case 'day':
      return { ...body, day: chance.pick(DAYS) }
    case 'counts':
      return withCount(body, chance)
    case 'note':
      return withNote(body, chance)
  }
}

function withCount(body: Seen['body'], chance: Chance): Seen['body'] {
  const counts = body['counts']
  const door = chance.pick(DOORS)
  return {
    ...body,
    counts: {
      ...(typeof counts === 'object' ? counts : {}),
      [door]: { split: 'none', total: chance.below(40) },
    },
  }
}

function withNote(body: Seen['body'], chance: Chance): Seen['body'] {
  const note = body['note']
  const line = `Line ${chance.below(1000)}`
  return { ...body, note: typeof note === 'string' && note !== '' ? `${note}\n${line}` : line }
}

/** Changes a session as it is shown now. */
async function change(
  doing: Doing,
  to: (body: Seen['body'], chance: Chance) => Seen['body'],
): Promise<SaveResult | string> {
  const { tab, chance } = doing
  const rows = shown(doing, 'event-session').filter((row) => Object.keys(row.body).length > 0)
  if (rows.length === 0) return NOTHING
  const entry = await readEntry(tab.tablet.db, chance.pick(rows).id)
  if (entry === null || Object.keys(entry.seen.body).length === 0) return NOTHING
  return correctRecord(tab.tablet, entry.id, entry.seen, to(entry.seen.body, chance))
}

async function turn(doing: Doing, deleted: boolean): Promise<SaveResult | string> {
  const { tab, chance } = doing
  const rows = shown(doing, 'event-session').filter((row) => row.deleted !== deleted)
  if (rows.length === 0) return NOTHING
  const entry = await readEntry(tab.tablet.db, chance.pick(rows).id)
  if (entry === null) return NOTHING
  return (deleted ? voidRecord : restoreRecord)(tab.tablet, entry.id, entry.seen)
}

async function editPreset(doing: Doing): Promise<SaveResult | string> {
  const { tab, chance } = doing
  const rows = shown(doing, 'preset')
  if (rows.length === 0) return NOTHING
  const entry = await readEntry(tab.tablet.db, chance.pick(rows).id)
  if (entry === null || Object.keys(entry.seen.body).length === 0) return NOTHING
  const body = chance.often(0.5)
    ? { ...entry.seen.body, title: chance.pick(TITLES) }
    : { ...entry.seen.body, order: 1 + chance.below(9) }
  return correctRecord(tab.tablet, entry.id, entry.seen, body)
}

async function closeQuarter(doing: Doing): Promise<SaveResult | string> {
  const { tab, chance } = doing
  const closed = shown(doing, 'quarter-close')
  if (closed.length > 0 && chance.often(0.6)) {
    const entry = await readEntry(tab.tablet.db, chance.pick(closed).id)
    if (entry === null) return NOTHING
    return (entry.deleted ? restoreRecord : voidRecord)(tab.tablet, entry.id, entry.seen)
  }
  const body = { year: YEAR, quarter: chance.pick(['Q1', 'Q2', 'Q3']), closedBy: tab.tablet.actor.name }
  return createRecord(tab.tablet, { kind: 'quarter-close', scope: AUTHORITY_SCOPE, body })
}

async function settleConflict(doing: Doing): Promise<SaveResult | string> {
  const { tab, chance } = doing
  const open = shown(doing, 'conflict').filter((row) => row.body['state'] === 'open')
  if (open.length === 0) return NOTHING
  const row = chance.pick(open)
  const choice = chance.pick(['theirs', 'mine', 'other'] as const)
  if (choice !== 'other') return resolveConflict(tab.tablet, row.id, { choice })
  const fields = row.body['fields']
  const isTitle = typeof fields === 'object' && fields !== null && 'title' in fields
  return resolveConflict(tab.tablet, row.id, { choice, values: isTitle ? { title: 'Something else' } : {} })
}

async function withdraw(doing: Doing): Promise<SaveResult | string> {
  const { profile, tab, chance } = doing
  const rows = profile.disk.read().outbox.filter((row) => row.state === 'attention' || row.state === 'held')
  if (rows.length === 0) return NOTHING
  return withdrawChanges(tab.tablet, chance.pick(rows).recordId, 'Entered by mistake')
}

async function review(doing: Doing): Promise<SaveResult | string> {
  const { tab, chance } = doing
  const open = shown(doing, 'review').filter((row) => row.body['state'] === 'open')
  if (open.length === 0) return NOTHING
  const decision = chance.pick(['accepted', 'declined'] as const)
  return decideReview(tab.tablet, chance.pick(open).id, decision, decision === 'declined' ? 'Not ours' : null)
}

export const ACTS: Readonly<Record<ActName, Act>> = {
  log: ({ tab, chance }) => {
    const scope = tab.tablet.siteId ?? chance.pick(SITES)
    return createRecord(tab.tablet, { kind: 'event-session', scope, body: session(chance) })
  },
  'log-elsewhere': ({ tab, chance }) =>
    createRecord(tab.tablet, { kind: 'event-session', scope: chance.pick(SITES), body: session(chance) }),
  correct: (doing) => change(doing, changed),
  count: (doing) => change(doing, withCount),
  note: (doing) => change(doing, withNote),
  'begin-correction': async (doing) => {
    const rows = shown(doing, 'event-session').filter((row) => Object.keys(row.body).length > 0)
    if (rows.length === 0) return NOTHING
    const entry = await readEntry(doing.tab.tablet.db, doing.chance.pick(rows).id)
    if (entry === null || Object.keys(entry.seen.body).length === 0) return NOTHING
    doing.profile.begun.push({ recordId: entry.id, seen: entry.seen })
    return 'looked at'
  },
  'finish-correction': async ({ profile, tab, chance }) => {
    const begun = profile.begun.shift()
    if (begun === undefined) return NOTHING
    return correctRecord(tab.tablet, begun.recordId, begun.seen, changed(begun.seen.body, chance))
  },
  void: (doing) => turn(doing, true),
  restore: (doing) => turn(doing, false),
  'settle-conflict': settleConflict,
  withdraw,
  'decide-review': review,
  ask: async (doing) => {
    const rows = shown(doing, 'event-session')
    if (rows.length === 0) return NOTHING
    const { id, kind, scope } = doing.chance.pick(rows)
    const about = { recordId: id, kind, scope, words: 'Rhyme Time, Wed 14 Oct' }
    return askLead(doing.tab.tablet, about, 'Can this still go in?')
  },
  answer: async (doing) => {
    const rows = shown(doing, 'question')
    if (rows.length === 0) return NOTHING
    return answerQuestion(doing.tab.tablet, doing.chance.pick(rows).id, `Yes ${doing.chance.below(100)}`)
  },
  'close-quarter': closeQuarter,
  'edit-preset': editPreset,
}
