import Dexie from 'dexie'
import { CONTRIBUTIONS_VERSION } from '#domain/measures/contributions.ts'
import { entitySet } from '#domain/records/registry.ts'
import type { EnrolReply } from '#sync/messages.ts'
import { type CredentialRow, Database, FORMAT, type TabletRow } from './database.ts'
import type { Device } from './device.ts'
import { PublicData } from './public-database.ts'
import { rebuildRollups } from './rollups.ts'
import type { Tablet } from './tablet.ts'

export type OpenResult =
  | { readonly state: 'ready'; readonly tablet: Tablet }
  | { readonly state: 'not-enrolled' }
  /** The database was written by a newer build, which this one must not write over. */
  | { readonly state: 'newer-format' }
  /** The browser keeps no storage for this site, or cannot open it. */
  | { readonly state: 'no-storage' }

/** How long drafts may take to be written before a newer tab's upgrade gets the database. */
const LAST_WRITES_MS = 500

/** Why the tablet's database went away under the running app. */
export type StopReason = 'storage-gone' | 'newer-version'

function tabletOf(db: Database, device: Device, row: TabletRow): Tablet {
  return {
    db,
    publicData: new PublicData(device),
    device,
    id: row.id,
    service: row.service,
    siteId: row.siteId,
    actor: row.actor,
    clock: device.clock,
    newId: device.newId,
  }
}

/**
 * Opens the tablet's database and looks at whose it is before anything is written.
 *
 * @param onBlocked called when another tab keeps an older version open, so that the person can be asked to close it
 */
export async function openTablet(device: Device, onBlocked?: () => void): Promise<OpenResult> {
  const db = new Database(device)
  if (onBlocked !== undefined) db.on('blocked', onBlocked)
  try {
    await db.open()
  } catch (error) {
    // A version above ours can only have been written by a newer build.
    if (error instanceof Dexie.VersionError) return { state: 'newer-format' }
    return { state: 'no-storage' }
  }
  const row = await db.tablet.get('tablet')
  if (row === undefined || row.format > FORMAT) {
    db.close()
    return { state: row === undefined ? 'not-enrolled' : 'newer-format' }
  }
  if (row.supportVersion !== CONTRIBUTIONS_VERSION) await rebuildRollups(db, row.id)
  return { state: 'ready', tablet: tabletOf(db, device, row) }
}

/** What a browser proves itself with when it asks to be a tablet. */
export type Applicant = Pick<CredentialRow, 'lineage' | 'credential' | 'code' | 'firstN'>

/**
 * What this browser will enrol as. It is on disk before the server is asked, so that asking again
 * after a lost reply, or a restart, is the same request. A browser that is a tablet already keeps
 * its lineage, and its present credential until the server has taken the new one.
 */
export async function prepareEnrolment(device: Device, code: string): Promise<Applicant> {
  const db = new Database(device)
  await db.open()
  try {
    return await db.transaction('rw', db.tablet, db.credentials, async () => {
      const pending = await db.credentials.get('pending')
      if (pending?.code === code) return pending
      const tablet = await db.tablet.get('tablet')
      const lineage = tablet?.lineage ?? pending?.lineage ?? device.newId()
      const firstN = tablet?.firstN === undefined ? {} : { firstN: tablet.firstN }
      const applicant: CredentialRow = {
        key: 'pending',
        lineage,
        credential: device.newSecret(),
        code,
        ...firstN,
      }
      await db.credentials.put(applicant)
      return applicant
    })
  } finally {
    db.close()
  }
}

/**
 * Sets this browser up as the tablet the server has accepted, or gives the tablet it already is a new
 * place and person. Nothing that waits is touched.
 */
export async function enrolTablet(device: Device, applicant: Applicant, reply: EnrolReply): Promise<Tablet> {
  const db = new Database(device)
  await db.open()
  const row = await db.transaction('rw', db.tablet, db.credentials, async () => {
    const before = await db.tablet.get('tablet')
    const next: TabletRow = {
      key: 'tablet',
      format: FORMAT,
      id: before?.id ?? applicant.lineage,
      lineage: applicant.lineage,
      ...(before?.firstN === undefined ? {} : { firstN: before.firstN }),
      nextN: before?.nextN ?? 1,
      service: reply.service,
      siteId: reply.siteId,
      actor: reply.actor,
      // A tablet that knew another history finds out by asking, and puts back what this one lacks.
      epoch: before?.epoch ?? reply.epoch,
      entitySet: before?.entitySet ?? entitySet(),
      lastContactAt: device.clock.now(),
      clockOffset: before?.clockOffset ?? null,
      durableThrough: before?.durableThrough ?? 0,
      supportVersion: before?.supportVersion ?? CONTRIBUTIONS_VERSION,
    }
    await db.tablet.put(next)
    await db.credentials.put({ ...applicant, key: 'current' })
    await db.credentials.delete('pending')
    return next
  })
  return tabletOf(db, device, row)
}

/** The tablet's credential; `undefined` when it has none, so that the server will answer "not enrolled". */
export async function readCredential({ db }: Pick<Tablet, 'db'>): Promise<string | undefined> {
  return (await db.credentials.get('current'))?.credential
}

/**
 * Tells when the database can no longer be relied on. A connection the system dropped in the
 * background is opened again; only if the tablet is no longer in there does the app have to stop.
 *
 * @returns a function that stops listening
 */
export function onTabletStopped(tablet: Tablet, listener: (reason: StopReason) => void): () => void {
  const { db, id } = tablet
  let stopped = false
  const stop = (reason: StopReason): void => {
    if (stopped) return
    stopped = true
    listener(reason)
    // Whoever was told may have a draft to write; only a database that is gone is closed at once.
    if (reason === 'storage-gone') db.close()
    else setTimeout(() => db.close(), LAST_WRITES_MS)
  }
  const look = async (): Promise<void> => {
    if (stopped) return
    try {
      if (!db.isOpen()) await db.open()
      const row = await db.tablet.get('tablet')
      if (row?.id !== id) stop('storage-gone')
    } catch {
      stop('storage-gone')
    }
  }
  const onClose = (): void => void look()
  const onVersionChange = (): false => {
    stop('newer-version')
    // Keeps Dexie from closing the database under the last drafts.
    return false
  }
  db.onGone = () => stop('storage-gone')
  db.on('close', onClose)
  db.on('versionchange', onVersionChange)
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') void look()
  }
  const hasDocument = typeof document !== 'undefined'
  if (hasDocument) document.addEventListener('visibilitychange', onVisible)
  return () => {
    stopped = true
    if (hasDocument) document.removeEventListener('visibilitychange', onVisible)
  }
}
