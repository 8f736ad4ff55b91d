import { count, type Findings, isFlat, type Memory, memoryMb, type Tally } from './findings.ts'
import { makeRequest } from './make-request.ts'
import { fingerprintOf, readState, type State, unlikeTables, wrongChanges } from './state.ts'
import { type Planned, throwOne } from './throw-one.ts'
import { type MayChange, mayChange } from './what-may-change.ts'
import type { World } from './world.ts'

export interface ThrowOptions {
  readonly seed: number
  /** The place of the first request in the run; 0 unless one is repeated. */
  readonly from: number
  readonly requests: number
  readonly hangMs: number
  readonly onProgress: (thrown: number) => void
  /** After each request, with its place. */
  readonly onAnswer?: (index: number) => void
}

export interface Thrown {
  readonly perSecond: number
  readonly slowestMs: number
  readonly tally: Tally
  readonly mayChange: Readonly<Record<MayChange, number>>
  readonly memoryMb: { readonly start: Memory; readonly middle: Memory; readonly end: Memory }
  /** Of the whole database. Between them stands only what requests might rightly store. */
  readonly database: { readonly before: string; readonly after: string }
}

/** Requests between two looks at the whole database. */
const STRETCH = 2_000
const DAY_MS = 24 * 60 * 60 * 1000
const ORDER = ['nothing', 'ledger', 'records'] as const satisfies readonly MayChange[]

/**
 * Throws requests at a server in this process, one after the other, and looks after each whether it broke
 * a rule. In each stretch those that must change nothing come first, so that the database can be compared
 * before and after them.
 */
export async function throwInProcess(
  world: World,
  options: ThrowOptions,
  findings: Findings,
): Promise<Thrown> {
  const { seed, from, requests } = options
  const end = from + requests
  const counts = { tally: {}, slowestMs: 0, nothing: 0, ledger: 0, records: 0 }
  let state = await readState(world.server.store)
  const before = fingerprintOf(state)
  const start = memoryMb()
  let middle: Memory | null = null
  const startedAt = performance.now()
  for (let first = from; first < end && !findings.isEnough; first += STRETCH) {
    const stretch = plan(world, seed, first, Math.min(first + STRETCH, end))
    for (const may of ORDER) {
      const planned = stretch.filter((each) => each.may === may)
      counts[may] += planned.length
      if (planned.length === 0) continue
      await throwAll(world, planned, { ...options, counts }, findings)
      state = await compare(world, state, { may, planned, seed, from }, findings)
    }
    const thrown = Math.min(first + STRETCH, end) - from
    if (thrown >= requests / 2) middle ??= memoryMb()
    options.onProgress(thrown)
  }
  const perSecond = Math.round((requests * 1000) / (performance.now() - startedAt))
  const atEnd = memoryMb()
  const memory = { start, middle: middle ?? atEnd, end: atEnd }
  lookAtMemory(memory, options, findings)
  const { tally, slowestMs, ...kinds } = counts
  const database = { before, after: fingerprintOf(state) }
  return { perSecond, slowestMs: Math.round(slowestMs), tally, mayChange: kinds, memoryMb: memory, database }
}

function plan({ known }: World, seed: number, first: number, end: number): Planned[] {
  return Array.from({ length: end - first }, (_, offset) => {
    const request = makeRequest(known, seed, first + offset)
    return { index: first + offset, request, may: mayChange(request, known) }
  })
}

async function throwAll(
  world: World,
  planned: readonly Planned[],
  {
    seed,
    requests,
    hangMs,
    counts,
    onAnswer,
  }: ThrowOptions & { readonly counts: { tally: Tally; slowestMs: number } },
  findings: Findings,
): Promise<void> {
  for (const each of planned) {
    if (findings.isEnough) return
    // Slow enough for the limit of tries, and never a day in all, after which a tablet is noted as seen.
    world.server.clock.advance(Math.min(300, Math.floor((DAY_MS * 0.8) / requests)))
    const { status, ms, broken } = await throwOne(world, each, hangMs)
    onAnswer?.(each.index)
    count(counts.tally, each.request.route, status)
    counts.slowestMs = Math.max(counts.slowestMs, ms)
    const at = String(each.index)
    for (const one of broken)
      findings.add({ ...one, at, again: `--seed ${seed} --from ${at} --requests 1 --raw 0` })
  }
}

interface Compared extends Pick<ThrowOptions, 'seed' | 'from'> {
  readonly may: MayChange
  readonly planned: readonly Planned[]
}

/** Holds what a stretch did to the database against what it might do. @returns the database as it now is */
async function compare(
  { server }: World,
  before: State,
  { may, planned, seed, from }: Compared,
  findings: Findings,
): Promise<State> {
  const after = await readState(server.store)
  const unlike = unlikeTables(before, after).filter((table) => may === 'nothing' || table !== 'operations')
  const wrong = [
    ...(may === 'records' ? [] : unlike.map((table) => `${table} changed`)),
    ...(may === 'nothing' ? [] : wrongChanges(before, after)),
  ]
  const [first, last] = [planned[0]?.index ?? 0, planned.at(-1)?.index ?? 0]
  for (const what of wrong.slice(0, 5)) {
    // It may take what came before them, too.
    const again = `--seed ${seed} --from ${from} --requests ${last + 1 - from} --raw 0`
    findings.add({ rule: 'database-unchanged', at: `${first} to ${last}`, what, again })
  }
  return after
}

function lookAtMemory(
  { middle, end }: Pick<Thrown['memoryMb'], 'middle' | 'end'>,
  { seed, requests }: ThrowOptions,
  findings: Findings,
): void {
  // Without it what is in use cannot be told from what nobody has cleared away yet.
  if (globalThis.gc === undefined || isFlat({ middle: middle.rss, end: end.rss })) return
  const what = `${middle.rss} MB in the middle, ${end.rss} MB at the end`
  findings.add({
    rule: 'memory-flat',
    at: 'all',
    what,
    again: `--seed ${seed} --requests ${requests} --raw 0`,
  })
}
