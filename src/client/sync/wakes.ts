/** However often it is asked for, the browser keeps one event of this name. */
const SYNC_TAG = 'branchline'

/** Part of the Background Sync standard, which not every browser has. */
interface WithBackgroundSync {
  readonly sync?: { register(tag: string): Promise<void> }
}

export interface WakeListener {
  /** The network or the page may have come back, or the page gone out of view. */
  onReturn(): void
  /** The service worker says that the network is back; the page may be out of view. */
  onWake(): void
}

/**
 * Tells of everything outside the tablet's own disk that is a reason to try now.
 *
 * @returns a function that stops telling
 */
export function listenToWakes({ onReturn, onWake }: WakeListener): () => void {
  const cut = new AbortController()
  const { signal } = cut
  const onMessage = (event: Event): void => {
    const data: unknown = 'data' in event ? event.data : null
    if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'wake') onWake()
  }
  const onPageShow = (event: PageTransitionEvent): void => {
    // Every page shows once when it is loaded; only one that was put aside comes back.
    if (event.persisted) onReturn()
  }
  globalThis.addEventListener?.('online', onReturn, { signal })
  globalThis.addEventListener?.('pageshow', onPageShow, { signal })
  globalThis.document?.addEventListener('visibilitychange', onReturn, { signal })
  workers()?.addEventListener('message', onMessage, { signal })
  return () => cut.abort()
}

/**
 * Asks the browser to wake the pages when it thinks the network is back, where it can. The event comes at
 * once while the browser takes itself to be online, so it is only asked for where that cannot go round
 * and round: after the first failure, or without a network.
 */
export async function askForWake(isFirstFailure: boolean): Promise<void> {
  if (!isFirstFailure && globalThis.navigator?.onLine !== false) return
  try {
    const registration: object | undefined = await workers()?.getRegistration()
    const { sync }: WithBackgroundSync = registration ?? {}
    await sync?.register(SYNC_TAG)
  } catch {
    // Not allowed here: the page's own timers go on.
  }
}

/** Not there in some private windows, and on plain HTTP. */
function workers(): ServiceWorkerContainer | undefined {
  return globalThis.navigator?.serviceWorker
}

/** True also where there is no page, as in a test without one. */
export function isVisible(): boolean {
  return globalThis.document?.visibilityState !== 'hidden'
}
