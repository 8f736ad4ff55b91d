import * as v from 'valibot'
import { revisionSchema, uuidSchema } from './operation.ts'

// A file of what waits on a tablet: gzip over lines of JSON, the header first, then one line for each
// operation. Any tablet or the server's command line can load it, however often: `opId` makes that harmless.

export const WAITING_FILE_FORMAT = 'branchline-waiting'
export const RECEIPT_FILE_FORMAT = 'branchline-receipts'
const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

export const waitingFileHeaderSchema = v.object({
  format: v.literal(WAITING_FILE_FORMAT),
  version: v.literal(1),
  service: v.string(),
  /** The site the tablet records for, as people call it, and who saved the file. */
  place: v.string(),
  by: v.string(),
  savedAt: v.number(),
  lineage: uuidSchema,
  epoch: v.nullable(uuidSchema),
  firstN: revisionSchema,
  lastN: revisionSchema,
  count: revisionSchema,
  /** SHA-256 of all lines after the header, each with its line feed. */
  hash: sha256Schema,
})
export type WaitingFileHeader = v.InferOutput<typeof waitingFileHeaderSchema>

/** One operation: its JSON, and an HMAC-SHA-256 of that text in hex, whose key is the lower-case hex SHA-256 of the tablet's credential, which the server keeps. */
export const waitingFileLineSchema = v.object({ text: v.string(), mac: v.nullable(sha256Schema) })
export type WaitingFileLine = v.InferOutput<typeof waitingFileLineSchema>

/** What the tablet that carried a file, or the server's command line, gives back. Plain JSON. */
export const receiptFileSchema = v.object({
  format: v.literal(RECEIPT_FILE_FORMAT),
  version: v.literal(1),
  lineage: uuidSchema,
  epoch: uuidSchema,
  /** As the server gave them, one for each batch that was carried. */
  parts: v.array(v.object({ receipts: v.string(), mac: v.nullable(v.string()) })),
})
export type ReceiptFile = v.InferOutput<typeof receiptFileSchema>

/** The text that a part's `mac` is over, keyed like a line's, by the credential of the tablet it is for. */
export function receiptText(lineage: string, epoch: string, receipts: string): string {
  return `${lineage}\n${epoch}\n${receipts}`
}

export type WaitingFileProblem = 'not-ours' | 'newer-version' | 'damaged'

export type WaitingFileRead =
  | { readonly ok: true; readonly header: WaitingFileHeader; readonly lines: readonly WaitingFileLine[] }
  | { readonly ok: false; readonly code: WaitingFileProblem }

/** The header line and the body that `hash` is over, of an unzipped file's text; null when there are not both. */
export function splitWaitingFile(text: string): { readonly header: string; readonly body: string } | null {
  const end = text.indexOf('\n')
  return end === -1 ? null : { header: text.slice(0, end), body: text.slice(end + 1) }
}

/** Reads an unzipped file. @param bodyHash SHA-256 of the body, worked out by the caller's own means */
export function readWaitingFile(
  parts: { readonly header: string; readonly body: string },
  bodyHash: string,
): WaitingFileRead {
  const header = v.safeParse(waitingFileHeaderSchema, parseJson(parts.header))
  if (!header.success) {
    const named = v.safeParse(
      v.object({ format: v.literal(WAITING_FILE_FORMAT), version: v.number() }),
      parseJson(parts.header),
    )
    if (!named.success) return { ok: false, code: 'not-ours' }
    return { ok: false, code: named.output.version > 1 ? 'newer-version' : 'damaged' }
  }
  const texts = parts.body.split('\n').slice(0, -1)
  const lines = v.safeParse(v.array(waitingFileLineSchema), texts.map(parseJson))
  const isWhole = lines.success && header.output.hash === bodyHash && header.output.count === texts.length
  return isWhole ? { ok: true, header: header.output, lines: lines.output } : { ok: false, code: 'damaged' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
