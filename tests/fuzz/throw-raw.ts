import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readReference } from '#server/reference/read-reference.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { entitySet } from '#domain/records/registry.ts'
import { PAGE_LIMIT_BYTES, PROTOCOL_VERSION } from '#sync/messages.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { count, type Findings, isFlat, type Rule, type Tally } from './findings.ts'
import type { Known } from './known.ts'
import { makeRawRequest, type RawRequest } from './raw-requests.ts'
import { type RawAnswer, sendRaw } from './raw-socket.ts'
import { fingerprintOf, readState } from './state.ts'
import { clientFolders, HIDDEN, openWorld } from './world.ts'

export interface RawOptions {
  readonly seed: number
  /** The place of the first one; 0 unless one is repeated. */
  readonly from: number
  readonly requests: number
  readonly hangMs: number
  readonly onProgress: (thrown: number) => void
}

export interface ThrownRaw {
  readonly perSecond: number
  readonly tally: Tally
  /** Of the server's process, which lets go of memory when it likes; null where that cannot be read. */
  readonly serverRssMb: { readonly start: number; readonly middle: number; readonly end: number } | null
  readonly database: { readonly before: string; readonly after: string }
}

/** Connections at work at once, and requests between two looks whether the server still answers. */
const AT_ONCE = 16
const LOOK_EVERY = 10 * AT_ONCE

/** Throws bytes at a server's own process over sockets, many at once, and looks whether it stays well. */
export async function throwRaw(options: RawOptions, findings: Findings): Promise<ThrownRaw> {
  const folders = await clientFolders()
  const server = await ServerProcess.prepared(folders.client)
  try {
    const reference = await readReference()
    const databasePath = join(server.dataFolder, 'branchline.sqlite')
    const world = await openWorld({ seed: options.seed, at: { databasePath, reference } })
    await world.close()
    await server.start()
    for (const tablet of world.known.tablets) await noteSeen(server, tablet)
    const serviceId = reference.service.id
    const before = await fingerprint(databasePath, serviceId)
    const thrown = await throwAll(server, world.known, options, findings)
    const after = await fingerprint(databasePath, serviceId)
    const again = `--seed ${options.seed} --requests 0 --raw ${options.requests}`
    const broken = { at: 'raw', again }
    if (before !== after)
      findings.add({ ...broken, rule: 'database-unchanged', what: `${before} became ${after}` })
    if (server.said.includes('"level":50')) {
      findings.add({ ...broken, rule: 'no-fault-logged', what: server.said.slice(-1500) })
    }
    return { ...thrown, database: { before, after } }
  } finally {
    await server.dispose()
    await rm(folders.root, { recursive: true, force: true })
  }
}

/** A tablet that has not come for a day is noted as seen, which is a change that no broken request makes. */
async function noteSeen(
  { origin }: ServerProcess,
  { lineage, credential }: Known['tablets'][number],
): Promise<void> {
  const pull = { epoch: null, entitySet: entitySet(), scopes: {}, limitBytes: PAGE_LIMIT_BYTES }
  const body = JSON.stringify({ protocol: PROTOCOL_VERSION, lineage, ...pull })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${credential}` }
  const response = await fetch(`${origin}/api/sync/pull`, { method: 'POST', headers, body })
  await response.text()
}

async function fingerprint(databasePath: string, serviceId: string): Promise<string> {
  const store = await openSqlStore({ engine: sqliteEngine(databasePath), serviceId })
  try {
    return fingerprintOf(await readState(store))
  } finally {
    await store.close()
  }
}

async function throwAll(
  server: ServerProcess,
  known: Known,
  options: RawOptions,
  findings: Findings,
): Promise<Omit<ThrownRaw, 'database'>> {
  const tally: Tally = {}
  const end = options.from + options.requests
  const start = await rssOf(server)
  let middle: number | null = null
  const startedAt = performance.now()
  for (let first = options.from; first < end && !findings.isEnough; first += LOOK_EVERY) {
    const last = Math.min(first + LOOK_EVERY, end)
    await throwStretch(server, known, { ...options, first, last, tally }, findings)
    await lookAlive(server, { ...options, last }, findings)
    const thrown = last - options.from
    if (thrown >= options.requests / 2) middle ??= await rssOf(server)
    options.onProgress(thrown)
  }
  const perSecond = Math.round((options.requests * 1000) / (performance.now() - startedAt))
  const serverRssMb = whole({ start, middle, end: await rssOf(server) })
  if (serverRssMb !== null && !isFlat(serverRssMb)) {
    const what = `the server had ${serverRssMb.middle} MB in the middle, ${serverRssMb.end} MB at the end`
    const again = `--seed ${options.seed} --requests 0 --raw ${options.requests}`
    findings.add({ rule: 'memory-flat', at: 'raw', what, again })
  }
  return { perSecond, tally, serverRssMb }
}

type Moments = 'start' | 'middle' | 'end'

function whole({ start, middle, end }: Record<Moments, number | null>): Record<Moments, number> | null {
  return start === null || middle === null || end === null ? null : { start, middle, end }
}

interface Stretch extends RawOptions {
  readonly first: number
  /** The place after the last one. */
  readonly last: number
  readonly tally: Tally
}

async function throwStretch(
  server: ServerProcess,
  known: Known,
  stretch: Stretch,
  findings: Findings,
): Promise<void> {
  const port = Number(new URL(server.origin).port)
  let next = stretch.first
  const lane = async (): Promise<void> => {
    for (let index = next++; index < stretch.last; index = next++) {
      const request = makeRawRequest(known, stretch.seed, index)
      const answer = await sendRaw(port, request, stretch.hangMs)
      count(stretch.tally, request.route, answer.status)
      lookAt(request, answer, { ...stretch, index }, findings)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

function lookAt(
  request: RawRequest,
  { status, text }: RawAnswer,
  { index, hangMs, seed }: RawOptions & { readonly index: number },
  findings: Findings,
): void {
  const broken = (rule: Rule, what: string): void => {
    const bytes = Buffer.concat(request.parts).subarray(0, 300).toString('latin1')
    const again = `--seed ${seed} --requests 0 --raw-from ${index} --raw 1`
    findings.add({
      rule,
      at: `raw ${index}`,
      what: `${request.route}: ${what}; sent ${JSON.stringify(bytes)}`,
      again,
    })
  }
  if (request.isWhole && status === 'open') broken('no-hang', `no answer within ${hangMs} ms`)
  if (Number(status) >= 500) broken('no-5xx', text.slice(0, 400))
  if (text.includes(HIDDEN)) broken('plain-answer', 'served a file from outside its folder')
}

async function lookAlive(
  { origin }: ServerProcess,
  { seed, hangMs, last }: RawOptions & { readonly last: number },
  findings: Findings,
): Promise<void> {
  const what = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(hangMs) }).then(
    (response) => (response.ok ? null : `healthz answered ${response.status}`),
    (error: unknown) => `healthz did not answer: ${String(error)}`,
  )
  const again = `--seed ${seed} --requests 0 --raw ${last}`
  if (what !== null) findings.add({ rule: 'still-alive', at: `raw before ${last}`, what, again })
}

async function rssOf({ pid }: ServerProcess): Promise<number | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 100) / 10
  } catch {
    return null
  }
}
