import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { useConnection } from '#client/sync/connection-store.ts'
import { startSync } from '#client/sync/loop.ts'
import type { TransportFailure } from '#client/sync/transport.ts'
import { LockHost } from '#support/locks.ts'
import { aLoop, FarSide } from '#support/loop.ts'
import { ManualTimers } from '#support/timers.ts'

function show(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

afterEach(() => {
  Reflect.deleteProperty(document, 'visibilityState')
  Reflect.deleteProperty(navigator, 'serviceWorker')
  useConnection.setState({ status: 'idle', progress: null })
})

describe('a round is begun', () => {
  test('[LP-1] at once, and by a person whenever they ask', async () => {
    const { rounds, sync } = await aLoop()
    expect(await rounds(1)).toBe(1)
    sync.syncNow()
    expect(await rounds(2)).toBe(2)
  })

  test('[LP-1] by a save', async () => {
    const { rounds, save, far } = await aLoop()
    expect(await rounds(1)).toBe(1)
    await save()
    await vi.waitFor(() => expect(far.pushes).toBe(1))
    expect(await rounds(2)).toBe(2)
  })

  test.each([
    ['the network comes back', () => window.dispatchEvent(new Event('online'))],
    [
      'the page comes back',
      () => window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })),
    ],
    ['the page comes into view', () => show('visible')],
  ])('[LP-1] when %s', async (_name, happens) => {
    const { rounds } = await aLoop()
    expect(await rounds(1)).toBe(1)
    happens()
    expect(await rounds(2)).toBe(2)
  })

  test('[LP-1] but not twice by a page that is only just loaded', async () => {
    const { rounds } = await aLoop()
    expect(await rounds(1)).toBe(1)
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
    expect(await rounds(1)).toBe(1)
  })

  test('[LP-7] when the service worker says the network is back, also out of view', async () => {
    const worker = new EventTarget()
    Object.defineProperty(navigator, 'serviceWorker', { value: worker, configurable: true })
    const { rounds } = await aLoop()
    expect(await rounds(1)).toBe(1)
    show('hidden')
    worker.dispatchEvent(new MessageEvent('message', { data: 'something else' }))
    expect(await rounds(1)).toBe(1)
    worker.dispatchEvent(new MessageEvent('message', { data: { type: 'wake' } }))
    expect(await rounds(2)).toBe(2)
  })

  test('[LP-1] when the timer says so, again and again', async () => {
    const { rounds, timers } = await aLoop()
    for (let count = 1; count < 5; count += 1) {
      expect(await rounds(count)).toBe(count)
      await timers.pass(15_000)
    }
    expect(await rounds(5)).toBe(5)
  })

  test('[LP-1] once more after the one under way, however often it is asked for meanwhile', async () => {
    const far = new FarSide()
    let go = (): void => undefined
    far.hold = new Promise((resolve) => {
      go = resolve
    })
    const { rounds, sync } = await aLoop({ far })
    expect(await rounds(1)).toBe(1)
    for (let count = 0; count < 5; count += 1) sync.syncNow()
    expect(await rounds(1)).toBe(1)
    far.hold = null
    go()
    expect(await rounds(2)).toBe(2)
  })

  test('and none any more once it is stopped', async () => {
    const { rounds, sync, save, timers } = await aLoop()
    expect(await rounds(1)).toBe(1)
    sync.stop()
    window.dispatchEvent(new Event('online'))
    sync.syncNow()
    await save()
    await timers.pass(60 * 60_000)
    expect(await rounds(1)).toBe(1)
    expect(timers.waits).toEqual([])
  })
})

describe('a server that asks to be left alone', () => {
  const wishes: [string, (far: FarSide) => void][] = [
    ['with a good reply', (far) => void (far.syncAfterMs = 120_000)],
    ['because it is busy', (far) => void (far.failure = { kind: 'busy', retryAfterMs: 120_000 })],
  ]
  test.each(wishes)('[LP-6] %s is left alone by everything but a person', async (_name, wish) => {
    const far = new FarSide()
    wish(far)
    const { rounds, save, timers, sync } = await aLoop({ far })
    expect(await rounds(1)).toBe(1)
    window.dispatchEvent(new Event('online'))
    show('visible')
    await save()
    await timers.pass(119_000)
    expect(await rounds(1)).toBe(1)
    await timers.pass(1_000)
    // An entry that waits is sent first, and a busy server does not get as far as being asked for news.
    await vi.waitFor(() => expect(far.pulls + far.pushes).toBeGreaterThan(1))
    await vi.waitFor(() => expect(useConnection.getState().status).not.toBe('syncing'))
    const before = far.pulls + far.pushes
    sync.syncNow()
    await vi.waitFor(() => expect(far.pulls + far.pushes).toBeGreaterThan(before))
  })
})

describe('what is shown of the connection', () => {
  const endings: [TransportFailure | null, string][] = [
    [null, 'idle'],
    [{ kind: 'unreachable' }, 'unreachable'],
    [{ kind: 'captive' }, 'captive'],
    [{ kind: 'busy', retryAfterMs: null }, 'busy'],
    [{ kind: 'problem', code: 'not-enrolled' }, 'not-enrolled'],
    [{ kind: 'problem', code: 'update-needed' }, 'update-needed'],
    [{ kind: 'problem', code: 'not-this-tablet' }, 'busy'],
  ]
  test.each(endings)('[LP-8] after %j is that it is %s', async (failure, status) => {
    const far = new FarSide()
    far.failure = failure
    const { rounds } = await aLoop({ far })
    expect(await rounds(1)).toBe(1)
    expect(useConnection.getState()).toMatchObject({ status, progress: null })
  })

  test('[LP-8] during a round is that it is under way, and how far it has come', async () => {
    const seen: unknown[] = []
    const unsubscribe = useConnection.subscribe(({ status, progress }) => seen.push({ status, progress }))
    onTestFinished(unsubscribe)
    const { rounds, save } = await aLoop()
    expect(await rounds(1)).toBe(1)
    await save()
    expect(await rounds(2)).toBe(2)
    expect(seen).toContainEqual({ status: 'syncing', progress: { phase: 'sending', done: 0, total: 1 } })
    expect(useConnection.getState().progress).toBeNull()
  })
})

test('[LP-5] a tab frozen in a round, and awake again after its turn was taken, changes nothing but the work done', async () => {
  const browser = new LockHost()
  const frozen = new FarSide()
  let thaw = (): void => undefined
  const { tablet, save, rounds } = await aLoop({ far: frozen, locks: browser.tab('frozen') })
  expect(await rounds(1)).toBe(1)
  frozen.hold = new Promise((resolve) => {
    thaw = resolve
  })
  await save()
  await vi.waitFor(() => expect(frozen.pushes).toBe(1))

  const other = new FarSide()
  const timers = new ManualTimers()
  const clock = { ...tablet.device.clock, now: () => timers.now() }
  const device = { ...tablet.device, clock, timers, locks: browser.tab('other') }
  const sync = startSync({ ...tablet, device, clock }, other)
  onTestFinished(() => sync.stop())
  for (let second = 0; second < 110; second += 2) await timers.pass(2_000)
  expect(other.pushes).toBe(0)
  for (let second = 0; second < 20; second += 2) await timers.pass(2_000)
  await vi.waitFor(() => expect(other.pulls).toBeGreaterThan(0))
  expect(other.pushes).toBe(1)
  const sent = await tablet.db.outbox.toArray()
  expect(sent.map((row) => row.state)).toEqual(['received'])

  thaw()
  await vi.waitFor(() => expect(frozen.pulls).toBeGreaterThan(1))
  expect(await tablet.db.outbox.toArray()).toEqual(sent)
})
