import type { PadEvent, PadStep } from '#domain/records/counting-pad.ts'
import { assertTablet } from './database.ts'
import type { Tablet } from './tablet.ts'

/** What was done on a pad and waits for the one transaction that will write it, and what then came of it. */
interface Batch {
  readonly done: { readonly at: number; readonly event: PadEvent }[]
  readonly kept: Promise<readonly PadStep[] | null>
}

export interface PadWriter {
  /**
   * Keeps one thing done on the pad. It is on disk when this resolves.
   *
   * @returns null when the pad is closed, so that nothing more is counted on it
   */
  add(event: PadEvent): Promise<PadStep | null>
}

/**
 * Writes what is done on a pad as it comes. On a slow disk everything done while one transaction is being
 * written goes into the next: no more than these two are ever under way, however fast somebody taps. What was
 * done before the pad is closed is written before it is.
 */
export function createPadWriter(tablet: Tablet, padId: string): PadWriter {
  const { db, clock } = tablet
  let next: Batch | undefined
  const begin = (): Batch => {
    const done: Batch['done'] = []
    const kept = db.transaction('rw', db.tablet, db.pads, db.taps, async () => {
      await assertTablet(db, tablet.id)
      const pad = await db.pads.get(padId)
      // The disk has come to these: what is done from here on goes into the next.
      next = undefined
      if (pad?.closedAt !== null) return null
      const rows = done.map(({ at, event }) => ({ padId, at, event }))
      const numbers = await db.taps.bulkAdd(rows, { allKeys: true })
      return done.map((one, index) => ({ n: numbers[index] ?? 0, ...one }))
    })
    return { done, kept }
  }
  return {
    async add(event) {
      const batch = (next ??= begin())
      const place = batch.done.push({ at: clock.now(), event }) - 1
      try {
        return (await batch.kept)?.[place] ?? null
      } finally {
        // Of a transaction that never came to its work.
        if (next === batch) next = undefined
      }
    },
  }
}
