import * as v from 'valibot'
import { inFull } from '#sync/brief-receipts.ts'
import {
  carryReplySchema,
  forkReplySchema,
  keepReplySchema,
  type PullReply,
  pullReplySchema,
  pushReplySchema,
} from '#sync/messages.ts'
import { readCredential } from '#client/data/open-tablet.ts'
import type { Tablet } from '#client/data/tablet.ts'
import type { Transport, TransportFailure, TransportResult } from '#client/sync/transport.ts'
import type { Chance } from '../fuzz/chance.ts'
import { type Answer, answer, type MessageName, type PullWatch, type Sent } from './answers.ts'
import type { FaultName } from './plan.ts'
import type { Scheduler } from './scheduler.ts'
import type { SimServer } from './server.ts'
import type { Verdict } from './verdict.ts'
import { FAIR, type Weather } from './weather.ts'

/** Who sends, and whether anything gets through to and from there. */
export interface Station {
  readonly owner: string
  readonly isOnline: boolean
  /** Scopes of which a page lost a row, until that is mended: the same loss twice in a row is told and not mended again. */
  readonly lostPages: ReadonlyMap<string, unknown>
  /** A row was taken out of a page on its way here. */
  pageLost(scope: string): void
}

interface NetworkWorld {
  readonly scheduler: Scheduler
  readonly chance: Chance
  readonly server: SimServer
  readonly verdict: Verdict
  readonly watchPull: PullWatch
  count(fault: FaultName): void
  say(words: string): void
}

const NET = 'network'

/** The road between tablets and the server: messages are text on it, and may be lost, doubled, late or out of order. */
export class Network {
  weather: Weather = FAIR
  readonly #world: NetworkWorld

  constructor(world: NetworkWorld) {
    this.#world = world
  }

  #delay(): number {
    const { slow } = this.weather
    return slow === 0 ? 0 : this.#world.chance.below(slow)
  }

  #happens(fault: FaultName, part: number): boolean {
    if (part === 0 || !this.#world.chance.often(part)) return false
    this.#world.count(fault)
    return true
  }

  /** Sends a message; `take` gets the one answer that comes back, or that none does. */
  send(station: Station, sent: Sent, take: (answer: Answer) => void): void {
    const { scheduler, server } = this.#world
    const { owner } = station
    const back = (given: Answer): void => scheduler.after(owner, this.#delay(), () => take(given))
    const lost = (): void => back({ ok: false, code: 'unreachable' })
    if (!station.isOnline || this.#happens('drop', this.weather.drop)) return lost()
    if (this.#happens('busy', this.weather.busy)) return back({ ok: false, code: 'busy' })
    if (this.#happens('double', this.weather.double)) {
      scheduler.after(NET, this.#delay() * 3, () =>
        this.#handOver(
          sent,
          () => undefined,
          () => undefined,
        ),
      )
    }
    this.#reuse(sent)
    const arrive = (given: Answer): void => {
      if (!station.isOnline || this.#happens('drop-reply', this.weather.dropReply)) return lost()
      back(sent.message === 'pull' ? this.#lossy(station, given) : given)
    }
    scheduler.after(NET, this.#delay(), () => (server.isUp ? this.#handOver(sent, arrive, lost) : lost()))
  }

  #handOver(sent: Sent, arrive: (answer: Answer) => void, lost: () => void): void {
    const { scheduler, server, verdict } = this.#world
    if (!server.isUp) return
    server.pending.add(lost)
    scheduler.post(server.owner, () => {
      answer(server, sent, this.#world.watchPull)
        .catch((error: unknown): Answer => {
          verdict.check('ERR', false, () => `the server failed on ${sent.message}: ${String(error)}`)
          return { ok: false, code: 'busy' }
        })
        .then((given) => {
          if (server.pending.delete(lost)) arrive(given)
        })
        .catch(() => undefined)
    })
  }

  /** Somebody's fault: an operation the server has comes once more under its id, saying something else. */
  #reuse(sent: Sent): void {
    const { scheduler, server } = this.#world
    if (sent.message !== 'push' || this.weather.reuse === 0) return
    const request = v.parse(
      v.looseObject({ ops: v.array(v.looseObject({ opId: v.string() })) }),
      JSON.parse(sent.text),
    )
    const known = request.ops.filter(({ opId }) => server.history.ledger.has(opId))
    if (known.length === 0 || !this.#happens('reused-id', this.weather.reuse)) return
    const ops = known.map((op) => ({ ...op, set: { note: 'not what was sent before' } }))
    const text = JSON.stringify({ ...request, ops })
    scheduler.after(NET, this.#delay(), () =>
      this.#handOver(
        { ...sent, text },
        () => undefined,
        () => undefined,
      ),
    )
  }

  /** A page that lost a row on the way, which nothing but its digest shows. */
  #lossy(station: Station, given: Answer): Answer {
    if (!given.ok || this.weather.lossyPage === 0) return given
    // The server's own reply, made a moment ago.
    const reply = JSON.parse(given.text) as PullReply
    const found = Object.entries(reply.scopes).find(
      ([scope, page]) =>
        page.rows.length > 0 && page.digest !== null && !page.restart && !station.lostPages.has(scope),
    )
    if (found === undefined || !this.#happens('lossy-page', this.weather.lossyPage)) return given
    const [scope, page] = found
    station.pageLost(scope)
    const scopes = { ...reply.scopes, [scope]: { ...page, rows: page.rows.slice(1) } }
    return { ok: true, text: JSON.stringify({ ...reply, scopes }) }
  }

  /** The agreement over this road, as a tablet is given it. */
  transportOf(station: Station, tablet: Pick<Tablet, 'db'>): Transport {
    const ask = async <Schema extends v.GenericSchema>(
      message: MessageName,
      request: unknown,
      schema: Schema,
    ): Promise<TransportResult<v.InferOutput<Schema>>> => {
      let credential: string | undefined
      try {
        credential = await readCredential(tablet)
      } catch {
        return { ok: false, failure: { kind: 'unreachable' } }
      }
      const given = await new Promise<Answer>((take) => {
        this.send(station, { message, credential, text: JSON.stringify(request) }, take)
      })
      if (!given.ok) return { ok: false, failure: failureOf(given.code) }
      return { ok: true, reply: v.parse(schema, JSON.parse(given.text)), tookMs: 100 }
    }
    return {
      push: async (request) => {
        const result = await ask('push', { ...request, brief: true }, pushReplySchema)
        if (!result.ok) return result
        return { ...result, reply: { ...result.reply, receipts: inFull(result.reply, request.ops) } }
      },
      pull: (request) => ask('pull', request, pullReplySchema),
      keep: (request) => ask('keep', request, keepReplySchema),
      fork: (request) => ask('fork', request, forkReplySchema),
      carry: (request) => ask('carry', request, carryReplySchema),
    }
  }
}

function failureOf(code: Extract<Answer, { readonly ok: false }>['code']): TransportFailure {
  if (code === 'unreachable') return { kind: 'unreachable' }
  if (code === 'busy') return { kind: 'busy', retryAfterMs: null }
  return { kind: 'problem', code }
}
