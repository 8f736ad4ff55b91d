import * as v from 'valibot'
import { type OperationReceipt, receiptSchema } from '#sync/messages.ts'
import { type ReceiptFile, receiptFileSchema, receiptText } from '#sync/waiting-file.ts'
import { macFor } from './file-codes.ts'
import { noteEvents } from './journal.ts'
import { readCredential } from './open-tablet.ts'
import { applyReceipts } from './receipts.ts'
import type { Tablet } from './tablet.ts'

const fileSchema = v.pipe(v.string(), v.parseJson(), receiptFileSchema)
const receiptsSchema = v.pipe(v.string(), v.parseJson(), v.array(receiptSchema))

/** Why a receipt file was left aside; each has a sentence. */
export type ReceiptFileProblem = 'not-ours' | 'damaged' | 'other-tablet' | 'not-proven'

export type ReceiptFileLoaded =
  | { readonly ok: true; readonly settled: number }
  | { readonly ok: false; readonly code: ReceiptFileProblem }

/**
 * Takes in the receipts that came back for a file this tablet saved. They count only when the server
 * itself made them for this very tablet, whoever carried the file.
 */
export async function loadReceiptFile(tablet: Tablet, text: string): Promise<ReceiptFileLoaded> {
  const file = v.safeParse(fileSchema, text)
  if (!file.success) return { ok: false, code: 'not-ours' }
  const row = await tablet.db.tablet.get('tablet')
  if (file.output.lineage !== row?.lineage) return { ok: false, code: 'other-tablet' }
  if (!(await isProven(tablet, file.output))) return { ok: false, code: 'not-proven' }
  const receipts: OperationReceipt[] = []
  for (const part of file.output.parts) {
    const read = v.safeParse(receiptsSchema, part.receipts)
    if (!read.success) return { ok: false, code: 'damaged' }
    receipts.push(...read.output)
  }
  const { operations } = await applyReceipts(tablet, receipts, undefined, file.output.epoch)
  await noteEvents(tablet, [{ event: 'receipts-loaded', operations }])
  return { ok: true, settled: operations }
}

async function isProven(tablet: Tablet, file: ReceiptFile): Promise<boolean> {
  const credential = await readCredential(tablet)
  if (credential === undefined) return false
  const mac = await macFor(tablet.device, credential)
  const expected = await Promise.all(
    file.parts.map((part) => mac(receiptText(file.lineage, file.epoch, part.receipts))),
  )
  return file.parts.every((part, index) => part.mac === expected[index])
}
