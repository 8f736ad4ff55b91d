import { v7 } from 'uuid'
import { type WrittenSession, eventSession } from '#domain/records/event-session.ts'
import { addDays, localDate } from '#domain/time/local-date.ts'
import { changedFields, fieldsOf } from '#sync/fields.ts'
import type { Operation } from '#sync/operation.ts'
import { aSession } from '#support/sessions.ts'
import { chanceFor, type SimulatedTablet } from './simulated-tablets.ts'

/** Tue 24 Nov 2026, 17:00 UTC: the newest entry of every tablet was made then. */
const NEWEST_MS = Date.UTC(2026, 10, 24, 17)
const MINUTES_BETWEEN_ENTRIES = 7
const MINUTE_MS = 60_000
const TITLES = ['Rhyme Time', 'Story time', 'Code Club', 'Knit and natter', 'Digital help'] as const
const NOTES = ['', '', '', 'Rained all morning', 'Two new families came'] as const

export interface TabletWork {
  readonly tablet: SimulatedTablet
  readonly epoch: string
  /** Operations the tablet makes in all. */
  readonly operations: number
  /** How many of them it has made whenever it gets through to the server. */
  readonly together: number
}

/** Of ten entries two correct an earlier one; the others are new. */
export function isCorrection(n: number): boolean {
  return n % 5 === 0
}

/** The ids an operation has, and the record it makes if it makes one. As tablets make them: uuidv7, by their clock. */
export function idsOf(work: TabletWork, n: number): { readonly opId: string; readonly recordId: string } {
  const chance = chanceFor(work.tablet, n)
  const msecs = madeAt(work, n)
  return {
    opId: v7({ msecs, random: chance.bytes(16) }),
    recordId: v7({ msecs, random: chance.bytes(16) }),
  }
}

function madeAt({ operations }: TabletWork, n: number): number {
  return NEWEST_MS - (operations - n) * MINUTES_BETWEEN_ENTRIES * MINUTE_MS
}

function sessionOf(work: TabletWork, n: number): WrittenSession {
  const chance = chanceFor(work.tablet, n)
  const hour = 9 + chance.below(9)
  const counts: WrittenSession['counts'] = chance.often(0.6)
    ? { 'door-1': { split: 'none', total: chance.below(60) } }
    : {
        'door-1': {
          split: 'age',
          byAge: { '0-4': chance.below(20), '25-64': chance.below(20) },
          stated: null,
        },
      }
  return aSession({
    day: addDays(localDate('2026-11-24'), -chance.below(7)),
    startTime: `${String(hour).padStart(2, '0')}:30`,
    title: chance.pick(TITLES),
    primaryPriorityId: `priority/${1 + chance.below(9)}`,
    actionIds: [`action/SDP22-${String(1 + chance.below(48)).padStart(2, '0')}`],
    counts,
    note: chance.pick(NOTES),
  })
}

/** What a tablet makes as its `n`th operation. Every one can be applied if those before it were. */
export function operationOf(work: TabletWork, n: number): Operation {
  const { tablet } = work
  const shared = {
    opId: idsOf(work, n).opId,
    lineage: tablet.lineage,
    n,
    kind: eventSession.kind,
    scope: tablet.siteId,
    actor: tablet.person,
    at: madeAt(work, n),
    clockOffset: 12,
    schema: 1,
    app: '0.1.0+bench',
    supersedes: null,
  }
  if (isCorrection(n)) return { ...shared, action: 'patch', ...correction(work, n) }
  return {
    ...shared,
    action: 'create',
    recordId: idsOf(work, n).recordId,
    base: null,
    parentN: null,
    set: fieldsOf(sessionOf(work, n), eventSession.policies),
    was: {},
  }
}

/**
 * The entry that a correction is of: for half of them one that the server has acknowledged, where there is
 * one, for the others one made minutes before. None is corrected twice, so an acknowledged one stands at its
 * first revision.
 */
export function correctedBy({ together }: TabletWork, n: number): number {
  if (n % 10 !== 5) return n - 3
  return n > together ? n - together - 2 : n - 4
}

function correction(
  work: TabletWork,
  n: number,
): Pick<Operation, 'recordId' | 'base' | 'parentN' | 'set' | 'was'> {
  const corrected = correctedBy(work, n)
  const isOfAcknowledged = corrected <= n - work.together
  const before = sessionOf(work, corrected)
  const after = { ...before, counts: { 'door-1': { split: 'none', total: 61 + (n % 7) } } }
  return {
    recordId: idsOf(work, corrected).recordId,
    base: isOfAcknowledged ? { epoch: work.epoch, rev: 1 } : null,
    parentN: isOfAcknowledged ? null : corrected,
    ...changedFields(before, after, eventSession.policies),
  }
}
