import { countWaiting } from '#client/data/outbox.ts'
import { createRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { type CycleOptions, runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { nextRoundMs } from '#client/sync/pace.ts'
import { newMemory } from '#client/sync/push.ts'
import { httpTransport } from '#client/sync/transport.ts'
import type { BadRoad } from './bad-road.ts'
import { branchSession } from './branch-work.ts'
import { realDevice } from './real-device.ts'
import { seededRandom } from './seeded-random.ts'

const SITE = 'site/wychwood'
/** Between two sessions of a branch. */
const APART_MS = 60 * 60_000
/** Far more rounds than any road needs: one that carries nothing must not be tried for ever. */
const MAX_ROUNDS = 100

/** What something took over a road, both ways, without what TCP and TLS add. */
export interface Taken {
  readonly seconds: number
  readonly up: number
  readonly down: number
  readonly requests: number
  readonly lost: number
}

/** A tablet with work that has not been sent, which was enrolled and made that over a good road. */
export interface RoadTablet {
  readonly tablet: Tablet
  /** Sends what waits over this road, trying as the app does, then fetches until nothing is new. */
  sendOver(road: BadRoad): Promise<{ readonly arrived: Taken; readonly atRest: Taken }>
}

/** @param link an enrolment link of the server */
export async function tabletWithWork(link: string, entries: number, seed: number): Promise<RoadTablet> {
  const random = seededRandom(seed)
  const clock = { aheadMs: -2 * entries * APART_MS }
  const going = { to: new URL(link).origin, onPull: (): void => undefined }
  const device = {
    ...realDevice(going.to, () => clock.aheadMs),
    random,
    fetch: (async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, going.to)
      if (url.pathname === '/api/sync/pull') going.onPull()
      return fetch(url, init)
    }) satisfies typeof fetch,
  }
  const enrolled = await enrol(device, { code: new URL(link).hash.slice(1), site: SITE, name: 'Asha' })
  if (!enrolled.ok) throw new Error(enrolled.code)
  const { tablet } = enrolled
  for (let entry = 0; entry < entries; entry += 1) {
    clock.aheadMs += Math.round(APART_MS * (0.5 + random()))
    const body = branchSession(random, device.clock.today())
    const saved = await createRecord(tablet, { kind: 'event-session', scope: SITE, body })
    if (!saved.ok) throw new Error(saved.code)
  }
  return {
    tablet,
    sendOver: async (road) => {
      going.to = road.origin
      const taken = stopwatch(road)
      const moment: { arrived?: Taken } = {}
      // A round fetches when everything has been sent and there is a receipt for it.
      going.onPull = () => {
        moment.arrived ??= taken()
      }
      await untilAtRest(tablet)
      if (moment.arrived === undefined) throw new Error('it never fetched')
      return { arrived: moment.arrived, atRest: taken() }
    },
  }
}

function stopwatch(road: BadRoad): () => Taken {
  const began = performance.now()
  const before = road.counts
  return () => {
    const { up, down, requests, lost } = road.counts
    return {
      seconds: (performance.now() - began) / 1000,
      up: up - before.up,
      down: down - before.down,
      requests: requests - before.requests,
      lost: lost - before.lost,
    }
  }
}

/** Rounds as the app makes them, with its own waits after one that failed, until one has gone through. */
async function untilAtRest(tablet: Tablet): Promise<void> {
  const options: CycleOptions = { memory: newMemory() }
  for (let failures = 0; failures < MAX_ROUNDS; failures += 1) {
    const result = await runCycle(tablet, httpTransport(tablet), options)
    const waiting = await countWaiting(tablet.db)
    if (result.ok && waiting === 0) return
    const delayMs = nextRoundMs(result, {
      failures: failures + 1,
      isAnythingWaiting: waiting > 0,
      isVisible: true,
      isNoticed: false,
      random: tablet.device.random(),
    })
    await new Promise((resolve) => setTimeout(resolve, delayMs))
  }
  throw new Error('the road carried nothing')
}
