import { useEffect } from 'react'

/** Keeps the screen awake while it is wanted, and asks again when the page comes back: a hidden page loses the lock. */
export function useWakeLock(isWanted: boolean): void {
  useEffect(() => {
    // Not every tablet can; on those the screen goes dark as it always does.
    if (!isWanted || !('wakeLock' in navigator)) return undefined
    let lock: WakeLockSentinel | undefined
    let isOver = false
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return
      const got = await navigator.wakeLock.request('screen').catch(() => undefined)
      if (isOver) await got?.release()
      else lock = got
    }
    const onVisible = (): void => void ask()
    void ask()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', onVisible)
      void lock?.release()
    }
  }, [isWanted])
}
