/**
 * A tablet seen from the server: what goes over HTTP, with no client behind it. For contract tests.
 *
 *     const tablet = await enrolTablet(server, 'site/abingdon')     // or 'county'
 *     const op = tablet.create({ note: "Rainy" })                   // takes the next n
 *     const receipts = await tablet.push([op, tablet.change(op, { set: { note: "Dry" }, was: { note: "Rainy" } })])
 *     const page = await tablet.pull()
 *     const reply = await tablet.pullReply({ asks: [op.opId] })      // the whole reply
 *     await tablet.push([tablet.resolve('conflict', conflictIdOf(op.opId), { state: 'resolved', choice: 'mine' })])
 *     await other.carry(tablet.lineage, tablet.file([op]))           // as out of a file
 */
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { type Body, definitionOf, entitySet } from '#domain/records/registry.ts'
import { fieldsOf } from '#sync/fields.ts'
import {
  type CarryReply,
  type CarryRequest,
  carryReplySchema,
  enrolReplySchema,
  keepReplySchema,
  type OperationReceipt,
  PAGE_LIMIT_BYTES,
  PROTOCOL_VERSION,
  pullReplySchema,
  type PullReply,
  type PullRequest,
  type PushReply,
  pushReplySchema,
  WHOLE_COUNTY,
} from '#sync/messages.ts'
import type { Operation } from '#sync/operation.ts'
import { serverFetch, type TestServer } from './server.ts'

export interface TestTablet {
  readonly lineage: string
  readonly fetch: typeof fetch
  readonly epoch: string
  /** An operation that logs a session at the tablet's site, like the kind's example but for what is said. */
  create(body?: Body, more?: Partial<Operation>): Operation
  /** An operation on the record of an earlier one, made by someone who saw revision `rev` of it. */
  change(earlier: Operation, more: Partial<Operation> & { readonly rev?: number }): Operation
  push(operations: readonly unknown[]): Promise<PushReply['receipts']>
  pull(cursors?: Record<string, number>, limitBytes?: number): Promise<PullReply['scopes']>
  /** A pull that asks for more than pages, and all of its reply. */
  pullReply(request?: Partial<PullRequest>): Promise<PullReply>
  /** An operation that settles a conflict or a review. */
  resolve(
    kind: 'conflict' | 'review',
    recordId: string,
    set: Operation['set'],
    more?: Partial<Operation>,
  ): Operation
  /** An operation that takes back what the server did not take of this tablet's work on a record. */
  withdraw(notTaken: Operation, more?: Partial<Operation>): Operation
  /** Lines of a file with operations of this tablet. */
  file(operations: readonly unknown[]): CarryRequest['ops']
  /** Hands over lines of another tablet's file. */
  carry(of: string, lines: CarryRequest['ops']): Promise<CarryReply>
  keep(opId: string, n: number, text: string): Promise<OperationReceipt>
  fork(more: { newLineage: string; credential: string; firstN: number }): Promise<Response>
  /** What shows that a text comes from this tablet, or from the server to it. */
  mac(text: string): string
  post(path: string, body: unknown): Promise<Response>
}

export function postJson(
  send: typeof fetch,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  return send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

/** What a browser makes itself to prove who it is. */
export function aCredential(): string {
  return randomBytes(32).toString('base64url')
}

/** @param lastN how far a tablet has counted that is enrolled again */
export async function enrolTablet(
  server: TestServer,
  site: string,
  lineage: string = randomUUID(),
  lastN = 0,
): Promise<TestTablet> {
  const send = serverFetch(server)
  const credential = aCredential()
  const code = await server.mintCode()
  const response = await postJson(send, '/api/enrol', { code, lineage, credential, site, name: 'Sam Patel' })
  if (!response.ok) throw new Error(`Enrolling answered ${response.status}: ${await response.text()}`)
  const enrolled = v.parse(enrolReplySchema, await response.json())
  const sendAsTablet: typeof fetch = (input, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${credential}`)
    return send(input, { ...init, headers })
  }
  const post = (path: string, body: unknown) => postJson(sendAsTablet, path, body)
  let count = lastN
  const scope = site === WHOLE_COUNTY ? 'site/abingdon' : site

  const operation = (more: Partial<Operation>): Operation => {
    count = more.n ?? count + 1
    return {
      opId: randomUUID(),
      lineage,
      n: count,
      kind: 'event-session',
      recordId: randomUUID(),
      scope,
      action: 'patch',
      base: null,
      parentN: null,
      set: {},
      was: {},
      actor: enrolled.actor,
      at: server.clock.now(),
      clockOffset: null,
      schema: 1,
      app: 'test',
      supersedes: null,
      ...more,
    }
  }

  const mac = (text: string): string =>
    createHmac('sha256', createHash('sha256').update(credential).digest('hex')).update(text).digest('hex')
  const posted = async (path: string, body: Record<string, unknown>): Promise<unknown> => {
    const reply = await post(path, { protocol: PROTOCOL_VERSION, lineage, ...body })
    if (!reply.ok) throw new Error(`${path} was answered ${reply.status}: ${await reply.text()}`)
    return reply.json()
  }
  const pullReply = async (request: Partial<PullRequest> = {}): Promise<PullReply> => {
    const { epoch } = enrolled
    const asking = { epoch, entitySet: entitySet(), scopes: {}, limitBytes: PAGE_LIMIT_BYTES, ...request }
    return v.parse(pullReplySchema, await posted('/api/sync/pull', asking))
  }

  return {
    lineage,
    fetch: sendAsTablet,
    epoch: enrolled.epoch,
    create: (body = {}, more = {}) => {
      const kind = more.kind ?? 'event-session'
      const definition = definitionOf(kind)
      const set = fieldsOf({ ...definition?.example, ...body }, definition?.policies ?? {})
      return operation({ action: 'create', set, ...more })
    },
    change: (earlier, { rev, ...more }) =>
      operation({
        kind: earlier.kind,
        recordId: earlier.recordId,
        scope: earlier.scope,
        base: rev === undefined ? null : { epoch: enrolled.epoch, rev },
        ...more,
      }),
    push: async (operations) => {
      const reply = await posted('/api/sync/push', { epoch: enrolled.epoch, ops: operations })
      return v.parse(pushReplySchema, reply).receipts
    },
    pull: async (cursors = {}, limitBytes = PAGE_LIMIT_BYTES) =>
      (await pullReply({ scopes: cursors, limitBytes })).scopes,
    pullReply,
    resolve: (kind, recordId, set, more = {}) =>
      operation({ kind, recordId, action: 'resolve', set, was: { state: 'open' }, ...more }),
    withdraw: (notTaken, more = {}) => {
      const { kind, recordId, scope: at, opId } = notTaken
      const about = { kind, recordId, scope: at, supersedes: opId }
      return operation({ ...about, action: 'withdraw', set: { reason: 'Entered by mistake' }, ...more })
    },
    file: (operations) =>
      operations.map((one) => {
        const text = JSON.stringify(one)
        return { text, mac: mac(text) }
      }),
    carry: async (of, lines) =>
      v.parse(carryReplySchema, await posted('/api/sync/carry', { of, ops: lines })),
    keep: async (opId, n, text) =>
      v.parse(keepReplySchema, await posted('/api/sync/receipt', { opId, n, text })).receipt,
    fork: async (more) => post('/api/sync/fork', { protocol: PROTOCOL_VERSION, lineage, ...more }),
    mac,
    post,
  }
}
