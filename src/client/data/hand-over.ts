import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { draftPlace } from '#domain/records/link-key.ts'
import type { Database } from './database.ts'
import { storageManager } from './keep-storage.ts'
import { useTablet } from './tablet-context.tsx'
import { isSignIn } from './volunteers.ts'

/** Why the light is what it is; each has a sentence. */
export type HandOverReason =
  | 'all-received'
  | 'waiting-here'
  | 'unfinished'
  | 'storage-may-be-cleared'
  | 'waited-7-days'
  | 'needs-attention'
  | 'cannot-be-sent'

/**
 * Whether the tablet can change hands. `safe`: the county has everything. `keep`: nothing is lost as long
 * as this tablet is not. `act`: something here could be lost, or has waited too long.
 */
export interface HandOver {
  readonly light: 'safe' | 'keep' | 'act'
  readonly reasons: readonly HandOverReason[]
  /** Changes that no other machine has. */
  readonly waiting: number
  /** Forms, counts and sign-ins that were begun here and are in no entry yet. */
  readonly unfinished: number
  /** When the oldest of them was made, by the tablet's clock. */
  readonly oldestWaitingAt: number | null
  /** Whether saving a file of what waits should be offered by itself. */
  readonly offersFile: boolean
}

interface HandOverFacts {
  readonly waiting: number
  readonly oldestWaitingAt: number | null
  readonly attention: number
  readonly unfinished: number
  /** Null where the browser does not say. */
  readonly isPersisted: boolean | null
  readonly now: number
}

const TOO_LONG_MS = 7 * 24 * 60 * 60 * 1000

/** The light that follows from what waits and how safe the storage is. */
export function handOver(facts: HandOverFacts): HandOver {
  const { waiting, oldestWaitingAt, attention, unfinished, isPersisted, now } = facts
  const reasons: HandOverReason[] = []
  const isOld = oldestWaitingAt !== null && now - oldestWaitingAt > TOO_LONG_MS
  const isAtRisk = waiting > 0 && isPersisted === false
  if (isOld) reasons.push('waited-7-days')
  if (isAtRisk) reasons.push('storage-may-be-cleared')
  if (waiting > 0) reasons.push('waiting-here')
  if (unfinished > 0) reasons.push('unfinished')
  if (attention > 0) reasons.push('needs-attention')
  if (reasons.length === 0) reasons.push('all-received')
  const light = isOld || isAtRisk ? 'act' : waiting + unfinished > 0 ? 'keep' : 'safe'
  return { light, reasons, waiting, unfinished, oldestWaitingAt, offersFile: isOld || isAtRisk }
}

async function readFacts(
  db: Database,
): Promise<Pick<HandOverFacts, 'waiting' | 'oldestWaitingAt' | 'attention' | 'unfinished'>> {
  return db.transaction('r', db.outbox, db.drafts, db.pads, async () => {
    const waiting = db.outbox.where('[state+n]').between(['waiting', 0], ['waiting', Infinity])
    const attention = db.outbox.where('[state+n]').between(['attention', 0], ['attention', Infinity])
    // `first` limits the collection it is asked of to one row for good.
    const oldest = await waiting.clone().first()
    const begun = (await db.drafts.toCollection().primaryKeys()).filter(isBegun)
    const counts = await db.pads.filter(({ entryId }) => entryId === null).count()
    return {
      waiting: await waiting.count(),
      oldestWaitingAt: oldest?.op.at ?? null,
      attention: await attention.count(),
      unfinished: begun.length + counts,
    }
  })
}

/** Whether a draft is something a person began, and not how the tablet is set. */
function isBegun(key: string): boolean {
  return draftPlace(key) !== null || isSignIn(key)
}

/** The light, kept up to date on screen; `undefined` until read. */
export function useHandOver(): HandOver | undefined {
  const { db, clock } = useTablet()
  const [isPersisted, setPersisted] = useState<boolean | null>(null)
  useEffect(() => {
    let isWanted = true
    const take = (kept: boolean | null): void => {
      if (isWanted) setPersisted(kept)
    }
    askPersisted().then(take, () => take(null))
    return () => {
      isWanted = false
    }
  }, [])
  const facts = useLiveQuery(() => readFacts(db), [db])
  return facts === undefined ? undefined : handOver({ ...facts, isPersisted, now: clock.now() })
}

async function askPersisted(): Promise<boolean | null> {
  return (await storageManager()?.persisted?.()) ?? null
}
