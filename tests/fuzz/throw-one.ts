import { setTimeout as pause } from 'node:timers/promises'
import { TEST_ORIGIN } from '#support/server.ts'
import { type Finding, isPlainProblem, type Rule } from './findings.ts'
import type { FuzzRequest } from './fuzz-request.ts'
import type { MayChange } from './what-may-change.ts'
import { HIDDEN, type World } from './world.ts'

export interface Planned {
  /** Its place in the run. */
  readonly index: number
  readonly request: FuzzRequest
  readonly may: MayChange
}

export interface Outcome {
  readonly status: number | 'none'
  readonly ms: number
  readonly broken: readonly Pick<Finding, 'rule' | 'what'>[]
}

/** Throws one request, and tells which rules its answer and what the server did meanwhile break. */
export async function throwOne(world: World, { request, may }: Planned, hangMs: number): Promise<Outcome> {
  const startedAt = performance.now()
  const answer = await answerOf(world, request, hangMs)
  const ms = performance.now() - startedAt
  const broken: Pick<Finding, 'rule' | 'what'>[] = []
  const note = (rule: Rule, what: string) => {
    broken.push({ rule, what: `${request.method} ${request.target.slice(0, 80)}: ${what}` })
  }
  if (answer === null || ms > hangMs)
    note('no-hang', `no answer within ${hangMs} ms, ${Math.round(ms)} waited`)
  if (answer !== null) lookAt(answer, request, note)
  const logged = world.takeFaults()
  if (logged.length > 0) note('no-fault-logged', logged.join('').slice(0, 1500))
  const written = world.takeWritten().filter((table) => !mayWrite(may, table))
  if (written.length > 0) note('database-unchanged', `may change ${may}, and wrote to ${written.join(', ')}`)
  if (Object.keys(Object.prototype).length > 0) note('plain-answer', 'every object has a new property')
  return { status: answer?.status ?? 'none', ms, broken }
}

function mayWrite(may: MayChange, table: string): boolean {
  return may === 'records' || (may === 'ledger' && table === 'operations')
}

interface Answer {
  readonly status: number
  readonly text: string
}

function lookAt(
  { status, text }: Answer,
  { method, target }: FuzzRequest,
  note: (rule: Rule, what: string) => void,
): void {
  // One request is at work at a time: not even a busy server may say so.
  if (status >= 500) note('no-5xx', `answered ${status} ${text.slice(0, 200)}`)
  if (text.includes(HIDDEN)) note('plain-answer', 'served a file from outside its folder')
  const isProblem = status >= 400 && target.startsWith('/api/') && method !== 'HEAD'
  if (isProblem && !isPlainProblem(text)) note('plain-answer', `answered ${text.slice(0, 200)}`)
}

/** @returns `null` when none came in time */
async function answerOf({ server }: World, request: FuzzRequest, hangMs: number): Promise<Answer | null> {
  const { method, target, headers, body } = request
  const late = new AbortController()
  const asked = (async (): Promise<Answer> => {
    const sent = body === null ? {} : { body: new Blob([Uint8Array.from(body)]) }
    const response = await server.app.request(TEST_ORIGIN + target, { method, headers, ...sent })
    return { status: response.status, text: await textOf(response) }
  })()
  try {
    return await Promise.race([asked, pause(hangMs, null, { signal: late.signal })])
  } finally {
    late.abort()
  }
}

/** A stream of notices never ends by itself: its first words are enough. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type') !== 'text/event-stream') return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(first?.value)
}
