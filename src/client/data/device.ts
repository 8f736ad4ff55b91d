import { type LocalDate, localDateAt } from '#domain/time/local-date.ts'
import { idMaker } from './new-id.ts'

interface Clock {
  /** Milliseconds since 1970, by a clock that may be wrong; it decides nothing but what is shown. */
  now(): number
  today(): LocalDate
}

/** Waits, passed in so that a simulated day takes no time. */
export interface Timers {
  /** Runs something once, `ms` from now. @returns what `clear` takes */
  set(run: () => void, ms: number): number
  clear(timer: number): void
}

/** What the tablet's core needs of the machine it runs on, passed in so that tests can stand in for it. */
export interface Device {
  readonly clock: Clock
  /** A new uuidv7. */
  readonly newId: () => string
  /** 32 random bytes as base64url, fit to be a credential. */
  readonly newSecret: () => string
  /** From 0 up to but not including 1. */
  readonly random: () => number
  readonly fetch: typeof fetch
  readonly timers: Timers
  /** Text as gzip; `undefined` where the browser cannot, and it is sent as it is. */
  readonly gzip: ((text: string) => Promise<Uint8Array<ArrayBuffer>>) | undefined
  /** The other way round, for files. @throws when it is no gzip */
  readonly gunzip: ((bytes: Uint8Array<ArrayBuffer>) => Promise<string>) | undefined
  /** SHA-256 and HMAC, for files; `undefined` on pages that are not secure. */
  readonly subtle: SubtleCrypto | undefined
  /** Web Locks, by which tabs take turns; `undefined` where there are none. */
  readonly locks: LockManager | undefined
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
  readonly databaseName: string
  /** The build, written into every operation. */
  readonly build: string
}

const LIBRARY_TIME_ZONE = 'Europe/London'

function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

async function gunzipOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(plain).text()
}

async function gzipOf(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(zipped).arrayBuffer())
}

/** The real browser; `undefined` where it keeps no IndexedDB, as in some private windows. */
export function browserDevice(build: string): Device | undefined {
  const factory = globalThis.indexedDB as IDBFactory | undefined
  if (factory === undefined) return undefined
  return {
    clock: { now: () => Date.now(), today: () => localDateAt(Date.now(), LIBRARY_TIME_ZONE) },
    newId: idMaker(
      () => Date.now(),
      (bytes) => crypto.getRandomValues(bytes),
    ),
    newSecret,
    random: () => Math.random(),
    fetch: (input, init) => globalThis.fetch(input, init),
    timers: {
      set: (run, ms) => window.setTimeout(run, ms),
      clear: (timer) => window.clearTimeout(timer),
    },
    gzip: 'CompressionStream' in globalThis ? gzipOf : undefined,
    gunzip: 'DecompressionStream' in globalThis ? gunzipOf : undefined,
    subtle: crypto.subtle,
    locks: navigator.locks,
    indexedDB: factory,
    IDBKeyRange: globalThis.IDBKeyRange,
    databaseName: 'branchline',
    build,
  }
}
