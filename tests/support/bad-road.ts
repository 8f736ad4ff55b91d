import { once } from 'node:events'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { type Fate, Lane, RoadConnection } from './bad-road-connection.ts'

export interface RoadConditions {
  /** What the road carries each way; left out, as much as the machine does. */
  readonly bitsPerSecond?: number
  readonly roundTripMs?: number
  /** The part of requests that are lost, from 0 to 1: half of them before the server has them, half after it answered. */
  readonly lostPart?: number
  /** The part of requests that stand still for a while before they go on, and for how long. */
  readonly stalledPart?: number
  readonly stallMs?: number
  /** Chance that can be had again. */
  readonly random?: () => number
}

/**
 * The road between tablets and a server: slow, long, and now and then cut. It passes TCP on, so whatever it
 * does could be done by any network.
 *
 *     const road = await BadRoad.to(server.origin, { bitsPerSecond: 30_000, roundTripMs: 600 })
 *     const device = httpDevice(road.origin)
 *     road.cutAfter(40_000)       // the connection on which the 40,000th byte from now comes down
 *     road.counts.up + road.counts.down
 */
export class BadRoad {
  readonly origin: string
  readonly #target: URL
  readonly #conditions: Required<Omit<RoadConditions, 'bitsPerSecond'>>
  readonly #up: Lane
  readonly #down: Lane
  readonly #server: Server
  readonly #connections = new Set<RoadConnection>()
  #requests = 0
  #lost = 0
  #cutAt: number | null = null
  #cuts = 0

  private constructor(server: Server, port: number, target: string, conditions: RoadConditions) {
    const { bitsPerSecond = null, ...others } = conditions
    this.origin = `http://localhost:${port}`
    this.#target = new URL(target)
    const good = { roundTripMs: 0, lostPart: 0, stalledPart: 0, stallMs: 0, random: () => 0.5 }
    this.#conditions = { ...good, ...others }
    this.#up = new Lane(bitsPerSecond)
    this.#down = new Lane(bitsPerSecond)
    this.#server = server
    server.on('connection', (near) => this.#open(near))
  }

  static async to(target: string, conditions: RoadConditions): Promise<BadRoad> {
    const server = createServer().listen(0, 'localhost')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the road has no port')
    return new BadRoad(server, address.port, target, conditions)
  }

  /** Since it was opened: bytes up to the server and down from it, requests, those lost, and cuts that were asked for. */
  get counts() {
    const { bytes: up } = this.#up
    const { bytes: down } = this.#down
    return { up, down, requests: this.#requests, lost: this.#lost, cuts: this.#cuts }
  }

  /** Cuts the connection on which this many more bytes have come down. */
  cutAfter(bytesDown: number): void {
    this.#cutAt = this.#down.bytes + bytesDown
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #open(near: Socket): void {
    const far = createConnection({ host: this.#target.hostname, port: Number(this.#target.port) })
    const connection = new RoadConnection(near, far, {
      up: this.#up,
      down: this.#down,
      roundTripMs: this.#conditions.roundTripMs,
      nextFate: () => this.#nextFate(),
      isCutHere: () => this.#isCutHere(),
    })
    this.#connections.add(connection)
    near.once('close', () => this.#connections.delete(connection))
  }

  #nextFate(): Fate {
    const { random, lostPart, stalledPart, stallMs } = this.#conditions
    this.#requests += 1
    const stands = { stallMs: random() < stalledPart ? stallMs : 0 }
    if (random() >= lostPart) return { ends: 'passes', ...stands }
    this.#lost += 1
    return { ends: random() < 0.5 ? 'lost' : 'answer-lost', ...stands }
  }

  #isCutHere(): boolean {
    if (this.#cutAt === null || this.#down.bytes < this.#cutAt) return false
    this.#cutAt = null
    this.#cuts += 1
    return true
  }
}
