import * as v from 'valibot'
import {
  BATCH_MAX_BYTES,
  BATCH_MAX_OPERATIONS,
  PROTOCOL_VERSION,
  type ProblemCode,
  receiptSchema,
} from '#sync/messages.ts'
import {
  RECEIPT_FILE_FORMAT,
  type ReceiptFile,
  readWaitingFile,
  splitWaitingFile,
  type WaitingFileHeader,
  type WaitingFileLine,
  type WaitingFileProblem,
} from '#sync/waiting-file.ts'
import { sha256 } from '../data/file-codes.ts'
import { noteEvents } from '../data/journal.ts'
import { readIdentity } from '../data/position.ts'
import type { Tablet } from '../data/tablet.ts'
import { httpTransport, type Transport, type TransportFailure } from './transport.ts'

/** Why a file was not carried, or not to its end; each has a sentence. Loading it again goes on harmlessly. */
export type CarryFailure = WaitingFileProblem | 'unreachable' | 'captive' | 'busy' | ProblemCode

export type Carried =
  | {
      readonly ok: true
      readonly header: WaitingFileHeader
      readonly taken: number
      readonly notTaken: number
      readonly held: number
      readonly receiptFile: { readonly name: string; readonly text: string }
    }
  | { readonly ok: false; readonly code: CarryFailure }

/** Unzips and checks a file of what waits on another tablet. Nothing is sent. */
export async function openWaitingFile(
  { device }: Pick<Tablet, 'device'>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ReturnType<typeof readWaitingFile>> {
  let text: string
  try {
    if (device.gunzip === undefined) return { ok: false, code: 'damaged' }
    text = await device.gunzip(bytes)
  } catch {
    // Any file may be chosen by mistake; only one of ours that is cut short begins like gzip.
    return { ok: false, code: bytes[0] === 0x1f && bytes[1] === 0x8b ? 'damaged' : 'not-ours' }
  }
  const parts = splitWaitingFile(text)
  return parts === null
    ? { ok: false, code: 'not-ours' }
    : readWaitingFile(parts, await sha256(device, parts.body))
}

/** Brings a file of another tablet to the server, and what the server says of it back into a file. */
export async function carryFile(
  tablet: Tablet,
  bytes: Uint8Array<ArrayBuffer>,
  transport: Transport = httpTransport(tablet),
): Promise<Carried> {
  const file = await openWaitingFile(tablet, bytes)
  if (!file.ok) return file
  const { header, lines } = file
  const { lineage } = await readIdentity(tablet)
  const parts: ReceiptFile['parts'] = []
  const tally = { taken: 0, notTaken: 0, held: 0 }
  let epoch: string | null = null
  for (const ops of batchesOf(lines)) {
    const sent = await transport.carry({
      protocol: PROTOCOL_VERSION,
      lineage,
      of: header.lineage,
      ops: [...ops],
    })
    if (!sent.ok) return { ok: false, code: codeOf(sent.failure) }
    const { receipts, mac } = sent.reply
    epoch = sent.reply.epoch
    parts.push({ receipts, mac })
    count(tally, receipts)
  }
  if (epoch === null) return { ok: false, code: 'damaged' }
  await noteEvents(tablet, [{ event: 'file-carried', operations: lines.length }])
  const answer: ReceiptFile = {
    format: RECEIPT_FILE_FORMAT,
    version: 1,
    lineage: header.lineage,
    epoch,
    parts,
  }
  const name = `branchline-receipts-${header.lineage.slice(-8)}.json`
  return { ok: true, header, ...tally, receiptFile: { name, text: JSON.stringify(answer) } }
}

function batchesOf(lines: readonly WaitingFileLine[]): readonly (readonly WaitingFileLine[])[] {
  const batches: WaitingFileLine[][] = []
  let bytes = 0
  for (const line of lines) {
    const last = batches.at(-1)
    bytes += line.text.length
    if (last === undefined || last.length >= BATCH_MAX_OPERATIONS || bytes > BATCH_MAX_BYTES) {
      batches.push([line])
      bytes = line.text.length
    } else {
      last.push(line)
    }
  }
  return batches
}

const receiptsSchema = v.pipe(v.string(), v.parseJson(), v.array(receiptSchema))

function count(tally: { taken: number; notTaken: number; held: number }, text: string): void {
  const receipts = v.safeParse(receiptsSchema, text)
  for (const { outcome } of receipts.success ? receipts.output : []) {
    if (outcome.outcome === 'applied' || outcome.outcome === 'conflict') tally.taken += 1
    else if (outcome.outcome === 'held') tally.held += 1
    else tally.notTaken += 1
  }
}

function codeOf(failure: TransportFailure): CarryFailure {
  return failure.kind === 'problem' ? failure.code : failure.kind
}
