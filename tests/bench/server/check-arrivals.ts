import * as v from 'valibot'
import { eventSession } from '#domain/records/event-session.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import { branchline } from '#support/operator-cli.ts'
import { correctedBy, idsOf, isCorrection, type TabletWork } from './make-operations.ts'

/** What became of everything that tablets made, read from what the server keeps. */
export interface Arrivals {
  /** Operations that were made, and those of them that are not in the ledger. */
  readonly made: number
  readonly lost: number
  /** Operations in the ledger that nobody made, or that stand at another place in the count. */
  readonly strange: number
  readonly notApplied: number
  /** Sessions that are not there, or whose revision is not the number of operations on them. */
  readonly recordsMissing: number
  readonly doubled: number
  /** What `branchline verify` ended with, and the scopes whose digest is not that of their records. */
  readonly verify: { readonly code: number; readonly differing: number; readonly suspectedLoss: number }
}

const PAGE = 2_000

export function isWhole(arrivals: Arrivals): boolean {
  const { lost, strange, notApplied, recordsMissing, doubled, verify } = arrivals
  return lost + strange + notApplied + recordsMissing + doubled + verify.code === 0
}

/** Looks for every single operation and session of some tablets' work, which is all work there is. */
export async function checkArrivals(
  store: Pick<RecordStore, 'operationsAfter' | 'recordsAfter'>,
  works: Iterable<TabletWork>,
  environment: Readonly<Record<string, string>>,
): Promise<Arrivals> {
  const places = new Map<string, string>()
  const revisions = new Map<string, number>()
  for (const work of works) expectWork(work, places, revisions)
  const made = places.size
  const ledger = await lookForOperations(store, places)
  const records = await lookForRecords(store, revisions)
  return { made, ...ledger, ...records, verify: await verified(environment) }
}

function expectWork(work: TabletWork, places: Map<string, string>, revisions: Map<string, number>): void {
  const { tablet, operations } = work
  for (let n = 1; n <= operations; n += 1) {
    const { opId, recordId } = idsOf(work, n)
    places.set(opId, `${tablet.lineage} ${n}`)
    if (!isCorrection(n)) revisions.set(recordId, 1)
  }
  for (let n = 1; n <= operations; n += 1) {
    if (!isCorrection(n)) continue
    const { recordId } = idsOf(work, correctedBy(work, n))
    revisions.set(recordId, (revisions.get(recordId) ?? 0) + 1)
  }
}

async function lookForOperations(
  store: Pick<RecordStore, 'operationsAfter'>,
  places: Map<string, string>,
): Promise<Pick<Arrivals, 'lost' | 'strange' | 'notApplied'>> {
  let strange = 0
  let notApplied = 0
  let last = ''
  for (;;) {
    const page = await store.operationsAfter(last, PAGE)
    for (const { opId, lineage, n, outcome } of page) {
      if (places.get(opId) !== `${lineage} ${n}`) strange += 1
      places.delete(opId)
      if (outcome?.outcome !== 'applied') notApplied += 1
    }
    const end = page.at(-1)
    if (end === undefined) return { lost: places.size, strange, notApplied }
    last = end.opId
  }
}

/** Each operation raises its record's revision by one: more of them than operations would be one taken twice. */
async function lookForRecords(
  store: Pick<RecordStore, 'recordsAfter'>,
  revisions: Map<string, number>,
): Promise<Pick<Arrivals, 'recordsMissing' | 'doubled'>> {
  let doubled = 0
  let last = ''
  for (;;) {
    const page = await store.recordsAfter(last, PAGE)
    for (const { id, kind, rev, history } of page) {
      if (kind !== eventSession.kind) continue
      if (revisions.get(id) !== rev || history.length !== rev) doubled += 1
      revisions.delete(id)
    }
    const end = page.at(-1)
    if (end === undefined) return { recordsMissing: revisions.size, doubled }
    last = end.id
  }
}

const verifySchema = v.object({ differing: v.array(v.unknown()), suspectedLoss: v.array(v.unknown()) })

/** The operator's own check, in a process of its own: it works every scope's digest out anew. */
async function verified(environment: Readonly<Record<string, string>>): Promise<Arrivals['verify']> {
  const { code, out, said } = await branchline(['verify', '--json'], environment)
  const document = v.safeParse(verifySchema, parsed(out))
  if (!document.success) throw new Error(`verify ended with ${code}: ${said}${out.slice(0, 500)}`)
  const { differing, suspectedLoss } = document.output
  return { code, differing: differing.length, suspectedLoss: suspectedLoss.length }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
