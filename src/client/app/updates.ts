import { Workbox } from 'workbox-window'
import { create } from 'zustand'

const WORKER_URL = '/service-worker.js'
const CHECK_EVERY_MS = 60 * 60 * 1000

/** What is known about a newer build. It is only ever taken when a person asks for it. */
export interface Update {
  /** A newer build is on the tablet and takes over when {@link applyUpdate} is called. */
  readonly waiting: boolean
  /**
   * A newer build has taken over in another tab. This one goes on with what it has loaded, so that an
   * open form stays; screens it has not opened yet may be missing until it is reloaded.
   */
  readonly blocked: boolean
}

export const useUpdate = create<Update>(() => ({ waiting: false, blocked: false }))

type ScriptUrl = ConstructorParameters<typeof Workbox>[0]

interface ScriptUrlPolicies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): ScriptUrl }
}

declare global {
  interface Window {
    /** Missing where the browser does not have Trusted Types. */
    readonly trustedTypes?: ScriptUrlPolicies
  }
}

/** The worker's address in the form the content security policy asks for; no other script can pass. */
function workerUrl(): ScriptUrl {
  const policy = window.trustedTypes?.createPolicy('branchline', {
    createScriptURL: (url) => {
      if (url !== WORKER_URL) throw new TypeError(`not a script of Branchline: ${url}`)
      return url
    },
  })
  return policy?.createScriptURL(WORKER_URL) ?? WORKER_URL
}

let worker: Workbox | undefined
let applying = false

/** Registers the service worker and looks out for newer builds. Does nothing where there are no service workers. */
export function startUpdates(): void {
  if (worker !== undefined || import.meta.env.DEV || !('serviceWorker' in navigator)) return
  const registered = new Workbox(workerUrl())
  worker = registered
  let controlled = navigator.serviceWorker.controller !== null

  registered.addEventListener('waiting', () => useUpdate.setState({ waiting: true }))
  registered.addEventListener('controlling', () => {
    if (applying) window.location.reload()
    // The first worker a page ever gets is its own build; any later one is a newer build.
    else if (controlled) useUpdate.setState({ waiting: true, blocked: true })
    controlled = true
  })
  // Without signal, or with storage blocked, the app works as it is and asks again at the next start.
  registered.register().catch(() => undefined)

  const look = (): void => void registered.update().catch(() => undefined)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look()
  })
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) look()
  })
  window.setInterval(look, CHECK_EVERY_MS)
}

/**
 * Takes the newer build: it takes over and this page is loaded again, once. Call it only when a person
 * asks, and when what they have typed is in a draft.
 */
export function applyUpdate(): void {
  const { waiting, blocked } = useUpdate.getState()
  if (!waiting || applying) return
  applying = true
  if (blocked) window.location.reload()
  else worker?.messageSkipWaiting()
}
