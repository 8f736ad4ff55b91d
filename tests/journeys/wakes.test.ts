import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { showBadge } from '#client/sync/badge.ts'
import { useConnection } from '#client/sync/connection-store.ts'
import { aLoop, FarSide } from '#support/loop.ts'

function give(name: string, value: unknown): void {
  Object.defineProperty(navigator, name, { value, configurable: true })
  onTestFinished(() => void Reflect.deleteProperty(navigator, name))
}

/** A browser that can wake pages, and what it was asked to. */
function backgroundSync(register: (tag: string) => Promise<void> = async () => undefined) {
  const asked: string[] = []
  const sync = {
    register: (tag: string) => {
      asked.push(tag)
      return register(tag)
    },
  }
  give('serviceWorker', Object.assign(new EventTarget(), { getRegistration: async () => ({ sync }) }))
  return asked
}

afterEach(() => useConnection.setState({ status: 'idle', progress: null }))

/** A loop that fails while an entry waits, until it has tried so many times. */
async function aLoopWithoutServer(tries: number): Promise<void> {
  const far = new FarSide()
  const { save, rounds, timers } = await aLoop({ far })
  await rounds(1)
  far.failure = { kind: 'unreachable' }
  await save()
  for (let count = 1; count <= tries; count += 1) {
    await vi.waitFor(() => expect(far.pushes).toBeGreaterThanOrEqual(count))
    await vi.waitFor(() => expect(useConnection.getState().status).toBe('unreachable'))
    await timers.pass(4_000)
  }
}

describe('a wake-up by the browser', () => {
  test('[LP-7] is asked for when what waits cannot be sent, once while the browser takes itself to be online', async () => {
    const asked = backgroundSync()
    await aLoopWithoutServer(4)
    expect(asked).toEqual(['branchline'])
  })

  test('[LP-7] is asked for each time while there is no network, as it then comes only when there is', async () => {
    const asked = backgroundSync()
    give('onLine', false)
    await aLoopWithoutServer(4)
    expect(asked.length).toBeGreaterThanOrEqual(4)
  })

  test('[LP-7] that is not allowed or not there changes nothing', async () => {
    const asked = backgroundSync(() => Promise.reject(new DOMException('denied', 'NotAllowedError')))
    await aLoopWithoutServer(2)
    expect(asked).toEqual(['branchline'])
    give('serviceWorker', Object.assign(new EventTarget(), { getRegistration: async () => ({}) }))
    await aLoopWithoutServer(2)
    give('serviceWorker', Object.assign(new EventTarget(), { getRegistration: async () => undefined }))
    await aLoopWithoutServer(2)
  })

  test('[LP-7] is not asked for when all is sent', async () => {
    const asked = backgroundSync()
    const { rounds, save } = await aLoop()
    await rounds(1)
    await save()
    await rounds(2)
    expect(asked).toEqual([])
  })
})

describe('the number on the app’s icon', () => {
  test('is how many wait or want somebody, and goes away with them', () => {
    const setAppBadge = vi.fn<(count: number) => Promise<void>>(async () => undefined)
    const clearAppBadge = vi.fn<() => Promise<void>>(async () => undefined)
    give('setAppBadge', setAppBadge)
    give('clearAppBadge', clearAppBadge)
    showBadge(3)
    expect(setAppBadge).toHaveBeenCalledWith(3)
    expect(clearAppBadge).not.toHaveBeenCalled()
    showBadge(0)
    expect(clearAppBadge).toHaveBeenCalledOnce()
  })

  test('is left out where the system cannot show it, or will not', async () => {
    expect(() => showBadge(3)).not.toThrow()
    give('setAppBadge', () => Promise.reject(new DOMException('not installed', 'NotAllowedError')))
    expect(() => showBadge(3)).not.toThrow()
    // A rejection nobody takes would fail the run.
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
})
