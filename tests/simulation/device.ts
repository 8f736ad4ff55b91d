import { createHash, createHmac } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { IDBKeyRange } from 'fake-indexeddb'
import type { Device } from '#client/data/device.ts'
import { localDateAt } from '#domain/time/local-date.ts'
import type { Chance } from '../fuzz/chance.ts'
import { DATABASE, type Disk } from './disk.ts'

/** What a simulated machine is made from. */
export interface Machine {
  readonly disk: Disk
  readonly chance: Chance
  readonly now: () => number
}

/** A machine whose time, chance and codes all come from the run; nothing in it waits for anything real. */
export function deviceOf({ disk, chance, now }: Machine): Device {
  return {
    clock: { now, today: () => localDateAt(now(), 'Europe/London') },
    newId: () => idOf(chance),
    newSecret: () => chance.token(43),
    random: () => chance.below(1_000_000) / 1_000_000,
    fetch: () => Promise.reject(new TypeError('there is no network but the simulated one')),
    timers: { set: () => 0, clear: () => undefined },
    gzip: async (text) => new Uint8Array(gzipSync(text, { level: 1 })),
    gunzip: async (bytes) => gunzipSync(bytes).toString(),
    subtle: subtle(),
    locks: undefined,
    indexedDB: disk.factory,
    IDBKeyRange,
    databaseName: DATABASE,
    build: 'simulated',
  }
}

/** A uuid of version 7, whose first part grows like a clock's would. */
export function idOf(chance: Chance): string {
  return `${chance.uuid().slice(0, 14)}7${chance.uuid().slice(15)}`
}

/** SHA-256 and HMAC as `file-codes.ts` uses them, worked out at once. */
function subtle(): SubtleCrypto {
  const codes: Pick<SubtleCrypto, 'digest'> & {
    importKey(format: 'raw', secret: Uint8Array): Promise<{ readonly secret: Uint8Array }>
    sign(name: 'HMAC', key: { readonly secret: Uint8Array }, text: Uint8Array): Promise<ArrayBuffer>
  } = {
    digest: async (_, bytes) => bufferOf(createHash('sha256').update(bytesOf(bytes)).digest()),
    importKey: async (_, secret) => ({ secret }),
    sign: async (_, { secret }, text) => bufferOf(createHmac('sha256', secret).update(text).digest()),
  }
  // The client asks for nothing else of it, and hands a key back only to `sign`.
  return codes as unknown as SubtleCrypto
}

function bytesOf(bytes: BufferSource): Uint8Array {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes)
}

function bufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
