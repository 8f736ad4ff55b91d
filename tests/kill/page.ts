/** What a kill run has done inside a page of the app, over the app's own database and code. The app itself syncs. */
import { browserDevice } from '#client/data/device.ts'
import { readEntry } from '#client/data/entries.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import { countWaiting } from '#client/data/outbox.ts'
import { correctRecord, createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { type WrittenSession, eventSession } from '#domain/records/event-session.ts'

declare global {
  interface Window {
    /** Tells whoever will kill the browser that an entry with this count was called saved. */
    acknowledge(recordId: string, total: number): Promise<void>
  }
}

const DOOR = 'door-1'
/** So often each entry is saved. */
const SAVES_EACH = 3

async function tablet(): Promise<Tablet> {
  const device = browserDevice('kill-test')
  if (device === undefined) throw new Error('no IndexedDB')
  const opened = await openTablet(device)
  if (opened.state !== 'ready') throw new Error(opened.state)
  return opened.tablet
}

/** Saves until the browser is killed: entries, each corrected at once, and each time with the next number. */
export async function saveOnAndOn(): Promise<void> {
  const own = await tablet()
  for (;;) {
    let id = ''
    for (let total = 1; total <= SAVES_EACH; total += 1) {
      id = await save(own, id, { [DOOR]: { split: 'none', total } })
      void window.acknowledge(id, total)
    }
  }
}

async function save(own: Tablet, id: string, counts: WrittenSession['counts']): Promise<string> {
  const entry = await readEntry(own.db, id)
  const day = own.clock.today()
  const saved =
    entry === null
      ? await createRecord(own, {
          kind: 'event-session',
          scope: 'site/wychwood',
          body: { ...eventSession.example, day, counts },
        })
      : await correctRecord(own, id, entry.seen, { ...entry.session, counts })
  if (!saved.ok) throw new Error(saved.code)
  return saved.id
}

/** The count of each entry as it is on this tablet's disk; null for one that is not there. */
export async function countsOnDisk(ids: readonly string[]): Promise<readonly (number | null)[]> {
  const { db } = await tablet()
  const entries = await Promise.all(ids.map((id) => readEntry(db, id)))
  return entries.map((entry) => {
    const headcount = entry?.session?.counts[DOOR]
    return headcount?.split === 'none' ? headcount.total : null
  })
}

/** Where this tablet's operations stand: how many it made, has on its disk, and has there without the server's copy. */
export async function standing() {
  const { db } = await tablet()
  return db.transaction('r', db.tablet, db.outbox, db.sent, async () => {
    const row = await db.tablet.get('tablet')
    const unsettled = await db.outbox.count()
    const waiting = await countWaiting(db)
    return {
      saved: (row?.nextN ?? 1) - 1,
      held: unsettled + (await db.sent.count()),
      waiting,
      received: unsettled - waiting,
    }
  })
}
