import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Small pieces share the road, and a cut falls close to the byte it is meant for. */
const PIECE_BYTES = 512

/** One direction of a road, which all connections on it share. */
export class Lane {
  /** What TCP was given to carry, without its own headers. */
  bytes = 0
  readonly #bitsPerSecond: number | null
  #freeAt = 0

  constructor(bitsPerSecond: number | null) {
    this.#bitsPerSecond = bitsPerSecond
  }

  /** Resolves when the road has taken so many bytes on and is free for the next. */
  async carry(bytes: number): Promise<void> {
    this.bytes += bytes
    if (this.#bitsPerSecond === null) return
    const now = performance.now()
    this.#freeAt = Math.max(now, this.#freeAt) + (bytes * 8_000) / this.#bitsPerSecond
    await pause(this.#freeAt - now)
  }
}

/** What becomes of a request. `lost`: on its way, and the server never has it. `answer-lost`: the server has done its part. */
export type Fate = { readonly ends: 'passes' | 'lost' | 'answer-lost'; readonly stallMs: number }

export interface Journey {
  readonly up: Lane
  readonly down: Lane
  readonly roundTripMs: number
  /** Asked once for each request. */
  readonly nextFate: () => Fate
  /** Asked with each piece that has come down. */
  readonly isCutHere: () => boolean
}

/** One connection on a bad road. It knows of HTTP only that an answer follows a request. */
export class RoadConnection {
  readonly #near: Socket
  readonly #far: Socket
  readonly #journey: Journey
  #fate: Fate | null = null

  constructor(near: Socket, far: Socket, journey: Journey) {
    this.#near = near
    this.#far = far
    this.#journey = journey
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      socket.on('error', () => this.cut())
    }
    void this.#pass(near, far, (chunk) => this.#climb(chunk))
    void this.#pass(far, near, (chunk) => this.#descend(chunk))
  }

  cut(): void {
    this.#near.destroy()
    this.#far.destroy()
  }

  /** Reads no faster than the road carries. @param carry brings one chunk across, as far as it comes */
  async #pass(from: Socket, to: Socket, carry: (chunk: Buffer) => Promise<void>): Promise<void> {
    try {
      // Shaking hands takes a round trip before the first byte may go.
      if (from === this.#near) await pause(this.#journey.roundTripMs)
      for await (const chunk of from as AsyncIterable<Buffer>) await carry(chunk)
      this.#arrive(() => to.end())
    } catch {
      this.cut()
    }
  }

  async #climb(chunk: Buffer): Promise<void> {
    if (this.#fate === null) {
      this.#fate = this.#journey.nextFate()
      await pause(this.#fate.stallMs)
    }
    const { ends } = this.#fate
    for (const piece of piecesOf(chunk)) {
      await this.#journey.up.carry(piece.length)
      if (ends !== 'lost') this.#arrive(() => this.#far.write(piece))
    }
    // It has gone over the road in vain.
    if (ends === 'lost') this.cut()
  }

  async #descend(chunk: Buffer): Promise<void> {
    if (this.#fate?.ends === 'answer-lost') return this.cut()
    // What comes up next is another request.
    this.#fate = null
    for (const piece of piecesOf(chunk)) {
      await this.#journey.down.carry(piece.length)
      this.#arrive(() => this.#near.write(piece))
      if (this.#journey.isCutHere()) return this.cut()
    }
  }

  #arrive(then: () => void): void {
    setTimeout(then, this.#journey.roundTripMs / 2)
  }
}

function* piecesOf(chunk: Buffer): Generator<Buffer> {
  for (let from = 0; from < chunk.length; from += PIECE_BYTES) yield chunk.subarray(from, from + PIECE_BYTES)
}
