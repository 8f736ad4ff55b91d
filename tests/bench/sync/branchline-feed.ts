import { randomBytes, randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { eventSession } from '#domain/records/event-session.ts'
import { entitySet } from '#domain/records/registry.ts'
import { fieldsOf } from '#sync/fields.ts'
import {
  BATCH_MAX_OPERATIONS,
  enrolReplySchema,
  PAGE_LIMIT_BYTES,
  PROTOCOL_VERSION,
  pullReplySchema,
  pushReplySchema,
  WHOLE_COUNTY,
} from '#sync/messages.ts'
import { countyEntries, newId } from './entries.ts'

/** A county tablet without a disk, which fills a server and reads what it sends to tablets. */
export class CountyTablet {
  readonly #origin: string
  readonly #lineage = randomUUID()
  readonly #credential = randomBytes(32).toString('base64url')
  #enrolled: v.InferOutput<typeof enrolReplySchema> | undefined
  #lastN = 0

  constructor(origin: string) {
    this.#origin = origin
  }

  async enrol(code: string): Promise<void> {
    const credential = this.#credential
    const asking = { code, credential, lineage: this.#lineage, site: WHOLE_COUNTY, name: 'Sam' }
    this.#enrolled = v.parse(enrolReplySchema, JSON.parse(await this.#post('/api/enrol', asking)))
  }

  /** Logs entries all over the county, in full batches. */
  async log(count: number): Promise<void> {
    for (let from = 0; from < count; from += BATCH_MAX_OPERATIONS) {
      const entries = countyEntries(from, Math.min(BATCH_MAX_OPERATIONS, count - from))
      const ops = entries.map(({ id, kind, scope, body }) => ({
        opId: newId(),
        lineage: this.#lineage,
        n: ++this.#lastN,
        kind,
        recordId: id,
        scope,
        action: 'create',
        base: null,
        parentN: null,
        set: fieldsOf(body, eventSession.policies),
        was: {},
        actor: this.#enrolled?.actor,
        at: Date.now(),
        clockOffset: 0,
        schema: 1,
        app: 'bench',
        supersedes: null,
      }))
      const reply = await this.#post('/api/sync/push', this.#message({ ops }))
      const { receipts } = v.parse(pushReplySchema, JSON.parse(reply))
      if (receipts.some(({ outcome }) => outcome.outcome !== 'applied')) throw new Error('not applied')
    }
  }

  /** Every reply a tablet gets on its first sync, as text. */
  async readFeed(): Promise<readonly string[]> {
    const replies: string[] = []
    const cursors: Record<string, number> = {}
    for (;;) {
      const asking = { scopes: cursors, entitySet: entitySet(), limitBytes: PAGE_LIMIT_BYTES }
      const text = await this.#post('/api/sync/pull', this.#message(asking))
      const { scopes } = v.parse(pullReplySchema, JSON.parse(text))
      replies.push(text)
      for (const [id, { cursor }] of Object.entries(scopes)) cursors[id] = cursor
      if (Object.values(scopes).every(({ cursor, head }) => cursor === head)) return replies
    }
  }

  #message(more: object): object {
    return { protocol: PROTOCOL_VERSION, lineage: this.#lineage, epoch: this.#enrolled?.epoch, ...more }
  }

  async #post(path: string, body: object): Promise<string> {
    const response = await fetch(`${this.#origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#credential}` },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${text}`)
    return text
  }
}
