import * as v from 'valibot'
import { BATCH_MAX_OPERATIONS, receiptSchema } from '#sync/messages.ts'
import type { Outcome } from '#sync/outcome.ts'
import { RECEIPT_FILE_FORMAT, type ReceiptFile, type WaitingFileHeader } from '#sync/waiting-file.ts'
import { StartProblem } from '../start-problem.ts'
import { acceptCarry } from '../sync/accept-carry.ts'
import { counted, type OperatorDeps, type Report, serviceOf } from './command.ts'
import { type OpenedWaitingFile, openWaitingFile } from './open-waiting-file.ts'
import { writeWholeFile } from './whole-file.ts'

type LoadDeps = Pick<OperatorDeps, 'store' | 'clock' | 'log'>

/**
 * Takes in a file of what waits on a tablet, as if another tablet had carried it, and writes the receipts
 * beside it for the tablet it came from. Loading it again changes nothing.
 *
 * @throws {StartProblem} when it is not a whole file, or one of another service
 */
export async function loadFile(deps: LoadDeps, path: string): Promise<Report> {
  const { name: service } = await serviceOf(deps.store)
  const file = await openWaitingFile(path)
  const { header } = file
  const isKnown = (await deps.store.credentialHashOf(header.lineage)) !== null
  if (!isKnown && header.service !== service) {
    throw new StartProblem(
      `${path} is of ${header.service}; this server is for ${service}. Nothing was taken in.`,
    )
  }
  const { answer, outcomes } = await carry(deps, file)
  const receiptPath = `${path}.receipts.json`
  await writeWholeFile(receiptPath, (written) => written.writeFile(JSON.stringify(answer)))
  const tally = tallyOf(outcomes, file.lines.length)
  return {
    lines: [...lines(header, tally, isKnown), `Receipts for the tablet: ${receiptPath}`],
    document: { file: path, tablet: header.lineage, isKnown, ...tally, receipts: receiptPath },
  }
}

const receiptsSchema = v.pipe(v.string(), v.parseJson(), v.array(receiptSchema))

async function carry(
  deps: LoadDeps,
  { header, lines: all }: OpenedWaitingFile,
): Promise<{ readonly answer: ReceiptFile; readonly outcomes: ReadonlyMap<string, Outcome> }> {
  const outcomes = new Map<string, Outcome>()
  const parts: ReceiptFile['parts'] = []
  let { epoch } = await serviceOf(deps.store)
  for (let start = 0; start < all.length; start += BATCH_MAX_OPERATIONS) {
    const ops = all.slice(start, start + BATCH_MAX_OPERATIONS)
    const reply = await acceptCarry(deps, { of: header.lineage, ops })
    parts.push({ receipts: reply.receipts, mac: reply.mac })
    epoch = reply.epoch
    for (const { opId, outcome } of v.parse(receiptsSchema, reply.receipts)) outcomes.set(opId, outcome)
  }
  // What waited for a later part of the file has been judged since.
  const held = [...outcomes].filter(([, { outcome }]) => outcome === 'held').map(([opId]) => opId)
  for (const [opId, outcome] of await deps.store.outcomesOf(held)) {
    if (outcome !== null) outcomes.set(opId, outcome)
  }
  const answer: ReceiptFile = {
    format: RECEIPT_FILE_FORMAT,
    version: 1,
    lineage: header.lineage,
    epoch,
    parts,
  }
  return { answer, outcomes }
}

interface Tally {
  readonly operations: number
  readonly applied: number
  /** By code, such as `conflict` or `quarter-closed`: each waits for somebody to deal with it. */
  readonly notTaken: Readonly<Record<string, number>>
  readonly held: number
  /** Lines that do not name an operation; nothing can be kept or said of them. */
  readonly unreadable: number
}

function tallyOf(outcomes: ReadonlyMap<string, Outcome>, operations: number): Tally {
  const notTaken: Record<string, number> = {}
  let applied = 0
  let held = 0
  for (const outcome of outcomes.values()) {
    if (outcome.outcome === 'applied') applied += 1
    else if (outcome.outcome === 'held') held += 1
    else {
      const code = 'code' in outcome ? outcome.code : outcome.outcome
      notTaken[code] = (notTaken[code] ?? 0) + 1
    }
  }
  return { operations, applied, notTaken, held, unreadable: operations - outcomes.size }
}

function lines(header: WaitingFileHeader, tally: Tally, isKnown: boolean): readonly string[] {
  const saved = new Date(header.savedAt).toISOString().slice(0, 10)
  return [
    `${counted(tally.operations, 'change')} of ${header.place}, saved by ${header.by} on ${saved}`,
    `Applied: ${tally.applied}`,
    ...Object.entries(tally.notTaken).map(([code, count]) => `Not taken: ${count} ${code}`),
    ...(tally.held === 0 ? [] : [`Held until what they depend on comes: ${tally.held}`]),
    ...(tally.unreadable === 0 ? [] : [`Not readable: ${tally.unreadable}`]),
    ...(isKnown
      ? []
      : ['This tablet is not enrolled here, so its changes wait for somebody at the site to agree']),
  ]
}
