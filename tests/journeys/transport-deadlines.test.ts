// @vitest-environment node
import { expect, test } from 'vitest'
import { type Answering, answering, ask, json, JSON_HEADERS } from '#support/answers.ts'
import { settled } from '#support/timers.ts'

/** A reply of which a piece comes every twenty seconds, for as long as there are pieces; then it ends, or hangs. */
function slowly(scene: Answering, pieces: Iterator<string>, then: 'ends' | 'hangs'): Response {
  let timer: number | undefined
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const next = (): void => {
        const piece = pieces.next()
        if (piece.done !== true) {
          controller.enqueue(new TextEncoder().encode(piece.value))
          timer = scene.timers.set(next, 20_000)
        } else if (then === 'ends') controller.close()
      }
      next()
    },
    cancel: () => {
      if (timer !== undefined) scene.timers.clear(timer)
    },
  })
  return new Response(body, { headers: JSON_HEADERS })
}

/** A scene in which the answer comes by the scene's own time. */
function answeringSlowly(pieces: Iterator<string>, then: 'ends' | 'hangs'): Answering {
  const scene: Answering = answering(() => slowly(scene, pieces, then))
  return scene
}

/** What a request has come to after each of these waits; null while it is still out. */
async function afterEach(
  { device, timers }: Pick<Answering, 'device' | 'timers'>,
  waits: readonly number[],
  body: unknown = {},
): Promise<(boolean | null)[]> {
  let ok: boolean | null = null
  void ask(device, body).then((result) => {
    ok = result.ok
  })
  const seen: (boolean | null)[] = []
  for (const wait of waits) {
    await timers.pass(wait)
    seen.push(ok)
  }
  return seen
}

const hang = () => new Promise<Response>(() => undefined)

function* blanks(): Generator<string> {
  for (;;) yield ' '
}

test('[TR-13] a request that nobody answers is given up after thirty seconds and broken off', async () => {
  const scene = answering(hang)
  expect(await afterEach(scene, [30_000, 1_000])).toEqual([null, false])
  expect(scene.asked[0]?.init.signal?.aborted).toBe(true)
  expect(scene.timers.waits).toEqual([])
})

test('[TR-13] one with a hundred kilobytes on its way is given a hundred seconds more', async () => {
  const { device, timers } = answering(hang)
  const seen = await afterEach(
    { device: { ...device, gzip: undefined }, timers },
    [120_000, 12_000],
    'x'.repeat(100 * 1024),
  )
  expect(seen).toEqual([null, false])
})

test('[TR-13] a reply that stops coming is given up after thirty seconds', async () => {
  const scene = answeringSlowly(['{"answer"'].values(), 'hangs')
  expect(await afterEach(scene, [29_000, 2_000])).toEqual([null, false])
})

test('[TR-13] a slow reply that keeps coming is waited for, and no timer is left behind', async () => {
  const scene = answeringSlowly(['{"an', 'swer', '":4', '2}'].values(), 'ends')
  const result = ask(scene.device)
  await scene.timers.pass(100_000)
  expect(await result).toEqual({ ok: true, reply: { answer: 42 }, tookMs: 80_000 })
  expect(scene.timers.waits).toEqual([])
})

test('[TR-13] a reply that trickles without end is given up after ten minutes', async () => {
  const scene = answeringSlowly(blanks(), 'hangs')
  expect(await afterEach(scene, [9.5 * 60_000, 60_000])).toEqual([null, false])
  expect(scene.timers.waits).toEqual([])
})

test('[TR-13] a quick reply leaves no timer behind', async () => {
  const { device, timers } = answering(() => json({ answer: 1 }))
  expect((await ask(device)).ok).toBe(true)
  await settled()
  expect(timers.waits).toEqual([])
})
