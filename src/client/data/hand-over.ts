import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import type { Database } from './database.ts'
import { storageManager } from './keep-storage.ts'
import { useTablet } from './tablet-context.tsx'

/** Why the light is what it is; each has a sentence. */
export type HandOverReason =
  | 'all-received'
  | 'waiting-here'
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
  /** When the oldest of them was made, by the tablet's clock. */
  readonly oldestWaitingAt: number | null
  /** Whether saving a file of what waits should be offered by itself. */
  readonly offersFile: boolean
}

interface HandOverFacts {
  readonly waiting: number
  readonly oldestWaitingAt: number | null
  readonly attention: number
  /** Null where the browser does not say. */
  readonly isPersisted: boolean | null
  readonly now: number
}

const TOO_LONG_MS = 7 * 24 * 60 * 60 * 1000

/** The light that follows from what waits and how safe the storage is. */
export function handOver({ waiting, oldestWaitingAt, attention, isPersisted, now }: HandOverFacts): HandOver {
  const reasons: HandOverReason[] = []
  const isOld = oldestWaitingAt !== null && now - oldestWaitingAt > TOO_LONG_MS
  const isAtRisk = waiting > 0 && isPersisted === false
  if (isOld) reasons.push('waited-7-days')
  if (isAtRisk) reasons.push('storage-may-be-cleared')
  if (waiting > 0) reasons.push('waiting-here')
  if (attention > 0) reasons.push('needs-attention')
  if (reasons.length === 0) reasons.push('all-received')
  const light = isOld || isAtRisk ? 'act' : waiting > 0 ? 'keep' : 'safe'
  return { light, reasons, waiting, oldestWaitingAt, offersFile: isOld || isAtRisk }
}

async function readFacts(
  db: Database,
): Promise<Pick<HandOverFacts, 'waiting' | 'oldestWaitingAt' | 'attention'>> {
  return db.transaction('r', db.outbox, async () => {
    const waiting = db.outbox.where('[state+n]').between(['waiting', 0], ['waiting', Infinity])
    const attention = db.outbox.where('[state+n]').between(['attention', 0], ['attention', Infinity])
    // `first` limits the collection it is asked of to one row for good.
    const oldest = await waiting.clone().first()
    return {
      waiting: await waiting.count(),
      oldestWaitingAt: oldest?.op.at ?? null,
      attention: await attention.count(),
    }
  })
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
