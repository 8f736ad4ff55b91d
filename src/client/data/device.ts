import { v7 } from 'uuid'
import { type LocalDate, localDateAt } from '#domain/time/local-date.ts'

interface Clock {
  /** Milliseconds since 1970, by a clock that may be wrong; it decides nothing but what is shown. */
  now(): number
  today(): LocalDate
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

/** The real browser; `undefined` where it keeps no IndexedDB, as in some private windows. */
export function browserDevice(build: string): Device | undefined {
  const factory = globalThis.indexedDB as IDBFactory | undefined
  if (factory === undefined) return undefined
  return {
    clock: { now: () => Date.now(), today: () => localDateAt(Date.now(), LIBRARY_TIME_ZONE) },
    newId: () => v7(),
    newSecret,
    random: () => Math.random(),
    fetch: (input, init) => globalThis.fetch(input, init),
    indexedDB: factory,
    IDBKeyRange: globalThis.IDBKeyRange,
    databaseName: 'branchline',
    build,
  }
}
