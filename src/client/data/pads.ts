import { useLiveQuery } from 'dexie-react-hooks'
import { foldPad, padResult, type PadState, type PadStep } from '#domain/records/counting-pad.ts'
import type { EventSession, WrittenSession } from '#domain/records/event-session.ts'
import { headcountTotal } from '#domain/records/headcount.ts'
import { presetChoices } from '#domain/records/preset.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import { authorityRecords } from './authority.ts'
import { assertTablet, type Database, type PadRow, type PadTarget } from './database.ts'
import { readEntries, readEntry } from './entries.ts'
import { type SaveResult, saveTogether, type Write } from './save.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'
import { bodyForSlot, slotOn } from './week.ts'

export interface OpenPad {
  readonly pad: PadRow
  readonly steps: readonly PadStep[]
}

/** Begins a count, and gives the pad's id. */
export async function startPad(
  tablet: Tablet,
  about: { readonly scope: string; readonly title: string; readonly target: PadTarget },
): Promise<string> {
  const { db, clock } = tablet
  const id = tablet.newId()
  await db.transaction('rw', db.tablet, db.pads, async () => {
    await assertTablet(db, tablet.id)
    const pad = { id, ...about, isByAge: false, startedAt: clock.now(), closedAt: null, entryId: null }
    await db.pads.add(pad)
  })
  return id
}

/** Whether people are counted by age or all on one key. What was counted before stays as it was. */
export async function splitPad(tablet: Tablet, padId: string, isByAge: boolean): Promise<void> {
  await tablet.db.pads.update(padId, { isByAge })
}

export async function readPad(db: Database, padId: string): Promise<OpenPad | null> {
  return db.transaction('r', db.pads, db.taps, async () => {
    const pad = await db.pads.get(padId)
    if (pad === undefined) return null
    const rows = await db.taps.where('padId').equals(padId).sortBy('n')
    return { pad, steps: rows.map(({ n = 0, at, event }) => ({ n, at, event })) }
  })
}

/** One pad; null when there is no such pad, `undefined` until read. */
export function usePad(padId: string): OpenPad | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readPad(db, padId), [db, padId])
}

/** Counts of a site that no session has yet, latest first; with null those of every site. `undefined` until read. */
export function useUnfinishedPads(scope: string | null): readonly OpenPad[] | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readUnfinishedPads(db, scope), [db, scope])
}

export async function readUnfinishedPads(db: Database, scope: string | null): Promise<readonly OpenPad[]> {
  const rows = await (scope === null
    ? db.pads.toCollection()
    : db.pads.where('scope').equals(scope)
  ).toArray()
  const open = rows.filter(({ entryId }) => entryId === null).toSorted((a, b) => b.startedAt - a.startedAt)
  const pads = await Promise.all(open.map(({ id }) => readPad(db, id)))
  return pads.flatMap((pad) => pad ?? [])
}

/** Takes a pad away on which nothing was counted; one with a count on it stays. */
export async function dropEmptyPad(tablet: Tablet, padId: string): Promise<void> {
  const { db } = tablet
  await db.transaction('rw', db.pads, db.taps, async () => {
    const counted = await db.taps.where('padId').equals(padId).count()
    if (counted === 0) await db.pads.delete(padId)
  })
}

/**
 * Closes a pad and gives its numbers to the session it is about, as contributions of its own: what another
 * tablet counted for the same session stays beside them. It can be asked for again until it went well.
 */
export async function finishPad(tablet: Tablet, padId: string): Promise<SaveResult> {
  const { db, clock } = tablet
  const closed = await db.transaction('rw', db.tablet, db.pads, db.taps, async () => {
    await assertTablet(db, tablet.id)
    const pad = await db.pads.get(padId)
    if (pad?.closedAt === null) await db.pads.put({ ...pad, closedAt: clock.now() })
    return readPad(db, padId)
  })
  if (closed === null) return { ok: false, code: 'not-found', fields: [] }
  if (closed.pad.entryId !== null) return { ok: true, id: closed.pad.entryId }
  const write = await writeOf(tablet, closed.pad, foldPad(closed.steps))
  if (write === null) return { ok: false, code: 'invalid', fields: ['presetId'] }
  return saveTogether(tablet, [write], {
    tables: [db.pads],
    write: ([entryId = '']) => db.pads.put({ ...closed.pad, entryId }),
  })
}

/** Opens a pad again that was closed and has no session yet. */
export async function reopenPad(tablet: Tablet, padId: string): Promise<void> {
  const { db } = tablet
  await db.transaction('rw', db.pads, async () => {
    const pad = await db.pads.get(padId)
    if (pad?.entryId === null) await db.pads.put({ ...pad, closedAt: null })
  })
}

async function writeOf(tablet: Tablet, pad: PadRow, state: PadState): Promise<Write | null> {
  const { db } = tablet
  const entryId = await entryOf(db, pad)
  if (entryId !== null) {
    const entry = await readEntry(db, entryId)
    if (!entry?.session) return null
    return { id: entryId, seen: entry.seen, body: withCount(entry.session, state, pad.id, false) }
  }
  const blank = await blankSession(db, pad)
  if (blank === null) return null
  const countMethod = state.rounds.some(({ moment }) => moment !== null) ? 'counted' : 'clicker'
  return {
    kind: 'event-session',
    scope: pad.scope,
    body: withCount({ ...blank, countMethod }, state, pad.id, true),
  }
}

/** The session that is logged already for what a pad counts; null where there is none. */
async function entryOf(db: Database, { scope, target }: PadRow): Promise<string | null> {
  switch (target.is) {
    case 'entry':
      return target.entryId
    case 'slot':
      return (await slotOn(db, scope, target))?.entries[0]?.id ?? null
    case 'preset':
      return null
  }
}

async function blankSession(db: Database, { scope, target }: PadRow): Promise<WrittenSession | null> {
  const happened = { heldState: 'held', counts: {} } as const
  if (target.is === 'entry') return null
  if (target.is === 'slot') {
    const slot = await slotOn(db, scope, target)
    return slot === undefined ? null : bodyForSlot(db, scope, slot, happened)
  }
  const presets = await authorityRecords(db, 'preset')
  const preset = presets.find(({ id }) => id === target.presetId)?.body
  return preset === undefined
    ? null
    : {
        ...presetChoices(target.presetId, preset),
        ...happened,
        day: target.day,
        startTime: null,
        countMethod: 'counted',
        note: '',
      }
}

/**
 * A session with what was counted on a pad. Nobody at a new one is "nobody came"; at one that is logged
 * already it is a count of 0, because another tablet may be counting people in at another door.
 */
function withCount(session: WrittenSession, state: PadState, padId: string, isNew: boolean): WrittenSession {
  const result = padResult(state, padId)
  const counts: EventSession['counts'] = { ...session.counts, ...result.counts }
  const online = Math.max(session.onlinePeak ?? 0, result.online ?? 0)
  const hasOnline = result.online !== null || (session.onlinePeak ?? null) !== null
  const people = Object.values(counts).reduce((sum, one) => sum + (headcountTotal(one) ?? 0), online)
  const isNobody = isNew && Object.keys(counts).length > 0 && people === 0
  return {
    ...session,
    heldState: isNobody ? 'held-no-attendance' : 'held',
    counts: isNobody ? {} : counts,
    ...(hasOnline ? { onlinePeak: online } : {}),
    format: result.online !== null && session.format === 'in-person' ? 'hybrid' : session.format,
    note: [session.note, result.note].filter((text) => text !== '').join('\n'),
  }
}

/** Sessions of a day at a site that a count can be added to. */
async function readSessionsOn(
  db: Database,
  scope: string,
  day: LocalDate,
): Promise<Awaited<ReturnType<typeof readEntries>>['entries']> {
  const { entries } = await readEntries(db, { scope, limit: SESSIONS_A_DAY })
  return entries.filter(({ session, deleted }) => session?.day === day && !deleted)
}

/** More than any branch holds in one day. */
const SESSIONS_A_DAY = 60

/** The same, kept up to date on screen; `undefined` until read. */
export function useSessionsOn(
  scope: string,
  day: LocalDate,
): Awaited<ReturnType<typeof readEntries>>['entries'] | undefined {
  const { db } = useTablet()
  return useLiveQuery(() => readSessionsOn(db, scope, day), [db, scope, day])
}
