import type { RecordNames } from '#domain/records/record-names.ts'
import { fieldInWords, valueInWords } from '#domain/records/fact-words.ts'
import { withoutPrivate } from '#domain/records/privacy.ts'
import { definitionOf } from '#domain/records/registry.ts'
import type { Operation } from '#sync/operation.ts'
import { WAITING_FILE_FORMAT, type WaitingFileHeader } from '#sync/waiting-file.ts'
import type { OutboxRow } from './database.ts'
import type { Device } from './device.ts'
import { macFor, sha256 } from './file-codes.ts'
import { noteEvents } from './journal.ts'
import { readCredential } from './open-tablet.ts'
import type { Tablet } from './tablet.ts'

/** A file of what waits, ready to be saved. */
export interface WaitingFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly operations: number
}

/** What a file says of where it comes from. */
export interface FileOrigin {
  readonly service: string
  readonly place: string
  readonly by: string
  readonly epoch: string | null
  readonly credential: string | undefined
}

/** Everything on this tablet that the server may not have, as a file that any other tablet can load. Null when nothing waits. */
export async function waitingFileOf(tablet: Tablet, place: string): Promise<WaitingFile | null> {
  const { db, device } = tablet
  const row = await db.tablet.get('tablet')
  // What stayed in the count that a copied tablet had before is on the server, or being asked about.
  const rows = (await unsentRows(tablet)).filter(({ op }) => op.lineage === row?.lineage)
  return fileOf(
    device,
    rows.map(({ op }) => op),
    {
      service: tablet.service,
      place,
      by: tablet.actor.name,
      epoch: row?.epoch ?? null,
      credential: await readCredential(tablet),
    },
  )
}

/** What no receipt has come for, and what the server holds back: the predecessor may be in the same file. */
async function unsentRows({ db }: Pick<Tablet, 'db'>): Promise<readonly OutboxRow[]> {
  const rows = await db.outbox.orderBy('n').toArray()
  return rows.filter((row) => row.state === 'waiting' || row.state === 'held')
}

/** Packs operations of one tablet into a file; null when there are none. */
export async function fileOf(
  device: Pick<Device, 'clock' | 'gzip' | 'subtle'>,
  operations: readonly Operation[],
  origin: FileOrigin,
): Promise<WaitingFile | null> {
  const [first] = operations
  if (first === undefined || device.gzip === undefined) return null
  const mac = origin.credential === undefined ? null : await macFor(device, origin.credential)
  const lines = await Promise.all(
    operations.map(async (op) => {
      const text = JSON.stringify(op)
      return `${JSON.stringify({ text, mac: mac === null ? null : await mac(text) })}\n`
    }),
  )
  const body = lines.join('')
  const header: WaitingFileHeader = {
    format: WAITING_FILE_FORMAT,
    version: 1,
    service: origin.service,
    place: origin.place,
    by: origin.by,
    savedAt: device.clock.now(),
    lineage: first.lineage,
    epoch: origin.epoch,
    firstN: first.n,
    lastN: operations.at(-1)?.n ?? first.n,
    count: operations.length,
    hash: await sha256(device, body),
  }
  return {
    name: `branchline-waiting-${device.clock.today()}-${first.lineage.slice(-8)}.gz`,
    bytes: await device.gzip(`${JSON.stringify(header)}\n${body}`),
    operations: operations.length,
  }
}

/** Writes into the sync log that a file was saved. */
export async function noteFileSaved(tablet: Tablet, operations: number): Promise<void> {
  await noteEvents(tablet, [{ event: 'file-saved', operations }])
}

/** What waits, for people to read in a spreadsheet: one row for each change, its fields in words. */
export async function waitingRows(
  tablet: Tablet,
  names: RecordNames,
): Promise<readonly Record<string, string | number | null>[]> {
  const rows = await unsentRows(tablet)
  const today = tablet.clock.today()
  return rows.map(({ op }) => {
    const definition = definitionOf(op.kind)
    const values = Object.entries(withoutPrivate(op.kind, op.set)).map(
      ([path, value]) =>
        `${fieldInWords(path, op.kind)}: ${valueInWords(path, value, { kind: op.kind, names, today })}`,
    )
    return {
      Number: op.n,
      'Made at': new Date(op.at).toISOString(),
      'Made by': op.actor.name,
      Place: op.scope,
      Kind: definition?.label ?? op.kind,
      What: op.action,
      Values: values.join('; '),
      'Entry id': op.recordId,
    }
  })
}
