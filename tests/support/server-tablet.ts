/**
 * A tablet seen from the server: what goes over HTTP, with no client behind it. For contract tests.
 *
 *     const tablet = await enrolTablet(server, 'site/abingdon')     // or 'county'
 *     const op = tablet.create({ note: "Rainy" })                   // takes the next n
 *     const receipts = await tablet.push([op, tablet.change(op, { set: { note: "Dry" }, was: { note: "Rainy" } })])
 *     const page = await tablet.pull()
 */
import { randomBytes, randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { type Body, definitionOf, entitySet } from '#domain/records/registry.ts'
import { fieldsOf } from '#sync/fields.ts'
import {
  enrolReplySchema,
  PAGE_LIMIT_BYTES,
  PROTOCOL_VERSION,
  pullReplySchema,
  type PullReply,
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

export async function enrolTablet(
  server: TestServer,
  site: string,
  lineage: string = randomUUID(),
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
  let lastN = 0
  const scope = site === WHOLE_COUNTY ? 'site/abingdon' : site

  const operation = (more: Partial<Operation>): Operation => {
    lastN = more.n ?? lastN + 1
    return {
      opId: randomUUID(),
      lineage,
      n: lastN,
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
      const request = { protocol: PROTOCOL_VERSION, lineage, epoch: enrolled.epoch, ops: operations }
      const reply = await post('/api/sync/push', request)
      if (!reply.ok) throw new Error(`A push was answered ${reply.status}: ${await reply.text()}`)
      return v.parse(pushReplySchema, await reply.json()).receipts
    },
    pull: async (cursors = {}, limitBytes = PAGE_LIMIT_BYTES) => {
      const request = {
        protocol: PROTOCOL_VERSION,
        lineage,
        epoch: enrolled.epoch,
        entitySet: entitySet(),
        scopes: cursors,
        limitBytes,
      }
      const reply = await post('/api/sync/pull', request)
      if (!reply.ok) throw new Error(`A pull was answered ${reply.status}: ${await reply.text()}`)
      return v.parse(pullReplySchema, await reply.json()).scopes
    },
    post,
  }
}
