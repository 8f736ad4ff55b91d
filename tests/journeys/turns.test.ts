// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { ELSEWHERE, Turns } from '#client/sync/one-tab.ts'
import { localDate } from '#domain/time/local-date.ts'
import { LockHost } from '#support/locks.ts'
import { ManualTimers, settled } from '#support/timers.ts'

/** A tab with its own timers and clock, as the browser freezes them with the tab. */
function aTab(browser: LockHost, name: string) {
  const timers = new ManualTimers()
  const clock = { now: () => timers.now(), today: () => localDate('2026-10-14') }
  return { timers, turns: new Turns({ locks: browser.tab(name), timers, clock }) }
}

/** A round that lasts until it is told to end. */
function aRound() {
  let end = (_result: string): void => undefined
  const done = new Promise<string>((resolve) => {
    end = resolve
  })
  const work = vi.fn<() => Promise<string>>(() => done)
  return { work, end }
}

const quick = async (): Promise<string> => 'done'

describe('two tabs', () => {
  test('[LP-4] take turns: while one is in a round the other does nothing', async () => {
    const browser = new LockHost()
    const [one, two] = [aTab(browser, 'one'), aTab(browser, 'two')]
    const round = aRound()
    const first = one.turns.take(round.work)
    await settled()
    const other = vi.fn<typeof quick>(quick)
    expect(await two.turns.take(other)).toBe(ELSEWHERE)
    expect(other).not.toHaveBeenCalled()
    round.end('sent')
    expect(await first).toBe('sent')
    expect(await two.turns.take(other)).toBe('done')
  })

  test('[LP-4] a closed tab, and a round that fails, keep nobody waiting', async () => {
    const browser = new LockHost()
    const [one, two] = [aTab(browser, 'one'), aTab(browser, 'two')]
    void one.turns.take(aRound().work)
    await settled()
    browser.close('one')
    expect(await two.turns.take(quick)).toBe('done')
    await expect(two.turns.take(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
    expect(await aTab(browser, 'three').turns.take(quick)).toBe('done')
    await settled()
    expect(browser.query().held).toEqual([])
  })

  test('[LP-5] a tab that is at work for an hour keeps its turn while it shows that it is alive', async () => {
    const browser = new LockHost()
    const [one, two] = [aTab(browser, 'one'), aTab(browser, 'two')]
    const round = aRound()
    void one.turns.take(round.work)
    for (let minute = 0; minute < 60; minute += 1) {
      await one.timers.pass(60_000)
      await two.timers.pass(60_000)
      expect(await two.turns.take(quick)).toBe(ELSEWHERE)
    }
    round.end('sent')
    await settled()
    expect(one.timers.waits).toEqual([])
    expect(browser.query().held).toEqual([])
  })

  test('[LP-5] a frozen tab loses its turn after two minutes of the other tab’s time, and what it still does ends as its own', async () => {
    const browser = new LockHost()
    const [frozen, two] = [aTab(browser, 'frozen'), aTab(browser, 'two')]
    const round = aRound()
    const first = frozen.turns.take(round.work)
    await settled()
    // From here on no timer of the first tab runs.
    expect(await two.turns.take(quick)).toBe(ELSEWHERE)
    await two.timers.pass(119_000)
    expect(await two.turns.take(quick)).toBe(ELSEWHERE)
    await two.timers.pass(1_000)
    expect(await two.turns.take(quick)).toBe('done')
    await settled()
    round.end('sent late')
    expect(await first).toBe('sent late')
    expect(await frozen.turns.take(quick)).toBe('done')
  })

  test('[LP-5] a third tab does not take the turn from the one that took it', async () => {
    const browser = new LockHost()
    const [frozen, two, three] = [aTab(browser, 'frozen'), aTab(browser, 'two'), aTab(browser, 'three')]
    void frozen.turns.take(aRound().work)
    await settled()
    expect(await two.turns.take(quick)).toBe(ELSEWHERE)
    expect(await three.turns.take(quick)).toBe(ELSEWHERE)
    await two.timers.pass(120_000)
    await three.timers.pass(120_000)
    const round = aRound()
    const second = two.turns.take(round.work)
    await settled()
    expect(await three.turns.take(quick)).toBe(ELSEWHERE)
    round.end('sent')
    expect(await second).toBe('sent')
  })
})

describe('without locks', () => {
  const noLocks: [string, LockManager | undefined][] = [
    ['that the browser does not have', undefined],
    [
      'that it does not give here',
      {
        query: () => Promise.reject(new DOMException('denied', 'SecurityError')),
        request: () => Promise.reject(new DOMException('denied', 'SecurityError')),
      },
    ],
  ]
  test.each(noLocks)('[LP-2] %s every tab goes on by itself', async (_name, locks) => {
    const timers = new ManualTimers()
    const clock = { now: () => timers.now(), today: () => localDate('2026-10-14') }
    expect(await new Turns({ locks, timers, clock }).take(quick)).toBe('done')
  })
})
