import { gunzipSync } from 'node:zlib'
import * as v from 'valibot'
import { pulledAs } from '#sync/brief-pull.ts'
import {
  briefPullRequestSchema,
  carryRequestSchema,
  enrolRequestSchema,
  forkRequestSchema,
  keepRequestSchema,
  pullRequestSchema,
  pushRequestSchema,
  REQUEST_MAX_BYTES,
} from '#sync/messages.ts'
import { operationSchema, uuidSchema } from '#sync/operation.ts'
import { TEST_ORIGIN } from '#support/server.ts'
import type { FuzzRequest } from './fuzz-request.ts'
import type { Known } from './known.ts'
import { POSTED, type Posted } from './valid-requests.ts'

/**
 * What a request may change: nothing when it is malformed or not allowed; the ledger alone when it names
 * operations that are malformed, which the server keeps as refused; otherwise what it asks for.
 */
export type MayChange = 'nothing' | 'ledger' | 'records'

/** Judged by the agreement's own schemas and by nothing of the server's. */
export function mayChange(request: FuzzRequest, known: Known): MayChange {
  const route = postedRoute(request)
  if (route === null || !isOwnJson(request)) return 'nothing'
  const body = readBody(request)
  if (body === undefined) return 'nothing'
  if (route === 'offer') return 'nothing'
  if (route === 'enrol') {
    const enrolment = v.safeParse(enrolRequestSchema, body)
    return enrolment.success && known.codes.includes(enrolment.output.code) ? 'records' : 'nothing'
  }
  const sender = known.tablets.find(
    ({ credential, revoked }) => !revoked && request.headers['authorization'] === `Bearer ${credential}`,
  )
  return sender === undefined
    ? 'nothing'
    : bySync(route, body, { lineage: sender.lineage, epoch: known.epoch })
}

function postedRoute({ method, target }: FuzzRequest): Posted | null {
  if (method !== 'POST') return null
  const { pathname } = new URL(TEST_ORIGIN + target)
  // An address that cannot be decoded is none of ours; any spelling of ours may be.
  const path = decoded(pathname)
  // The keys of an object that nothing adds to.
  const routes = Object.keys(POSTED) as readonly Posted[]
  return routes.find((route) => POSTED[route] === path) ?? null
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function isOwnJson({ headers }: FuzzRequest): boolean {
  const isJson = /^\s*application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')
  const isOwn = headers['origin'] === undefined && headers['sec-fetch-site'] === undefined
  return isJson && isOwn
}

/** @returns `undefined` when it is no JSON, or longer than a request may be */
function readBody({ body, headers }: FuzzRequest): unknown {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (body === null || body.length > REQUEST_MAX_BYTES || !['identity', 'gzip'].includes(encoding))
    return undefined
  try {
    const plain = encoding === 'gzip' ? gunzipSync(body, { maxOutputLength: REQUEST_MAX_BYTES }) : body
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain))
  } catch {
    return undefined
  }
}

type SyncRoute = Exclude<Posted, 'offer' | 'enrol'>

interface Sender {
  readonly lineage: string
  readonly epoch: string
}

function bySync(route: SyncRoute, body: unknown, { lineage, epoch }: Sender): MayChange {
  const isOwn = (request: { readonly lineage: string }) => request.lineage === lineage
  switch (route) {
    case 'push': {
      const push = v.safeParse(pushRequestSchema, body)
      if (!push.success || !isOwn(push.output) || !push.output.ops.every(isNamed)) return 'nothing'
      return byOperations(push.output.ops, lineage)
    }
    case 'carry': {
      const carry = v.safeParse(carryRequestSchema, body)
      if (!carry.success || !isOwn(carry.output)) return 'nothing'
      return byOperations(carry.output.ops.map(({ text }) => parsed(text)).filter(isNamed), carry.output.of)
    }
    case 'pull': {
      const brief = v.safeParse(briefPullRequestSchema, body)
      if (brief.success) {
        const isKnown = brief.output.as === pulledAs(lineage, epoch)
        return isKnown && brief.output.heartbeat !== undefined ? 'records' : 'nothing'
      }
      const pull = v.safeParse(pullRequestSchema, body)
      return pull.success && isOwn(pull.output) && pull.output.heartbeat !== undefined ? 'records' : 'nothing'
    }
    case 'receipt': {
      const keep = v.safeParse(keepRequestSchema, body)
      return keep.success && isOwn(keep.output) ? 'ledger' : 'nothing'
    }
    case 'fork': {
      const fork = v.safeParse(forkRequestSchema, body)
      return fork.success && isOwn(fork.output) ? 'records' : 'nothing'
    }
  }
}

function byOperations(ops: readonly unknown[], lineage: string): MayChange {
  if (ops.length === 0) return 'nothing'
  const isWhole = (op: unknown): boolean => {
    const operation = v.safeParse(operationSchema, op)
    return operation.success && operation.output.lineage === lineage
  }
  return ops.some(isWhole) ? 'records' : 'ledger'
}

const namedSchema = v.looseObject({ opId: uuidSchema })

function isNamed(op: unknown): boolean {
  return v.is(namedSchema, op)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
