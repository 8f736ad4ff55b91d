import { onTestFinished, vi } from 'vitest'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { useConnection } from '#client/sync/connection-store.ts'
import { startSync, type Sync } from '#client/sync/loop.ts'
import type { Transport, TransportFailure } from '#client/sync/transport.ts'
import { EMPTY_DIGEST } from '#sync/digest.ts'
import type { PullReply } from '#sync/messages.ts'
import { aDevice, aTablet, EPOCH } from './device.ts'
import { aSession } from './sessions.ts'
import { ManualTimers, settled } from './timers.ts'

/** How the other side behaves, for a test of when it is asked; what it does with what it gets is the real server's matter. */
export class FarSide implements Transport {
  /** Rounds that came as far as asking for news. */
  pulls = 0
  pushes = 0
  failure: TransportFailure | null = null
  syncAfterMs: number | null = null
  /** While set, a reply waits for it. */
  hold: Promise<void> | null = null

  async push(request: Parameters<Transport['push']>[0]): ReturnType<Transport['push']> {
    this.pushes += 1
    if (this.hold !== null) await this.hold
    if (this.failure !== null) return { ok: false, failure: this.failure }
    const ops = request.ops.flatMap((op) =>
      typeof op === 'object' && op !== null && 'opId' in op && typeof op.opId === 'string' ? [op.opId] : [],
    )
    const receipts = ops.map((opId, place) => ({
      opId,
      outcome: { outcome: 'applied' as const, rev: 1, seq: place + 1 },
    }))
    const reply = { protocol: 2 as const, epoch: EPOCH, serverTime: 0, receipts, syncAfterMs: null }
    return { ok: true, reply, tookMs: 10 }
  }

  async pull(): ReturnType<Transport['pull']> {
    this.pulls += 1
    if (this.hold !== null) await this.hold
    if (this.failure !== null) return { ok: false, failure: this.failure }
    return { ok: true, reply: this.#nothingNew(), tookMs: 10 }
  }

  async keep(): ReturnType<Transport['keep']> {
    return { ok: false, failure: { kind: 'unreachable' } }
  }

  async fork(): ReturnType<Transport['fork']> {
    return { ok: false, failure: { kind: 'unreachable' } }
  }

  async carry(): ReturnType<Transport['carry']> {
    return { ok: false, failure: { kind: 'unreachable' } }
  }

  #nothingNew(): PullReply {
    return {
      protocol: 2,
      epoch: EPOCH,
      serverTime: 0,
      scopes: {},
      withdrawn: [],
      quietDigest: EMPTY_DIGEST,
      receipts: [],
      durableThrough: 0,
      knownThrough: null,
      syncAfterMs: this.syncAfterMs,
    }
  }
}

export interface LoopScene {
  readonly tablet: Tablet
  readonly timers: ManualTimers
  readonly far: FarSide
  readonly sync: Sync
  /** Waits until so many rounds have been. @returns how many there are in the end, which may be more */
  rounds(count: number): Promise<number>
  save(): Promise<void>
}

/** A tablet whose loop has had its first round. Without `fetch` there are no change notices. */
export async function aLoop({
  far = new FarSide(),
  fetch,
  locks,
}: {
  readonly far?: FarSide
  readonly fetch?: typeof globalThis.fetch
  readonly locks?: LockManager
} = {}): Promise<LoopScene> {
  const timers = new ManualTimers()
  const device = aDevice({
    timers,
    ...(fetch === undefined ? {} : { fetch }),
    ...(locks === undefined ? {} : { locks }),
  })
  const tablet = await aTablet(device)
  const sync = startSync(tablet, far)
  onTestFinished(() => {
    sync.stop()
    tablet.db.close()
  })
  const rounds = async (count: number): Promise<number> => {
    await vi.waitFor(() => {
      if (far.pulls < count) throw new Error(`${far.pulls} rounds instead of ${count}`)
      if (far.hold === null && useConnection.getState().status === 'syncing') throw new Error('in a round')
    })
    await settled()
    return far.pulls
  }
  const save = async (): Promise<void> => {
    const saved = await createRecord(tablet, {
      kind: 'event-session',
      scope: 'site/wychwood',
      body: aSession(),
    })
    if (!saved.ok) throw new Error(saved.code)
  }
  return { tablet, timers, far, sync, rounds, save }
}
