import { webcrypto } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { Device } from '#client/data/device.ts'
import { enrolTablet, prepareEnrolment } from '#client/data/open-tablet.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { localDate } from '#domain/time/local-date.ts'

/** A machine in memory: real Dexie on fake-indexeddb, a clock that moves only when read, ids in a row. */
export interface TestDevice extends Device {
  readonly indexedDB: IDBFactory
}

let devices = 0

export function aDevice(
  overrides: Partial<Pick<Device, 'fetch' | 'build' | 'timers' | 'locks'>> = {},
): TestDevice {
  devices += 1
  const device = devices
  let ids = 0
  let nowMs = Date.UTC(2026, 9, 14, 9, 0)
  return {
    clock: {
      now: () => {
        nowMs += 1000
        return nowMs
      },
      today: () => localDate('2026-10-14'),
    },
    newId: () => {
      ids += 1
      return testId(device, ids)
    },
    newSecret: () => String(device * 1000 + ids).padStart(43, 'x'),
    random: () => 0.5,
    timers: overrides.timers ?? {
      set: (run, ms) => Number(setTimeout(run, ms)[Symbol.toPrimitive]()),
      clear: (timer) => clearTimeout(timer),
    },
    gzip: async (text) => new Uint8Array(gzipSync(text)),
    gunzip: async (bytes) => gunzipSync(bytes).toString(),
    subtle: webcrypto.subtle as SubtleCrypto,
    locks: overrides.locks,
    fetch: overrides.fetch ?? (() => Promise.reject(new TypeError('no signal'))),
    indexedDB: new IDBFactory(),
    IDBKeyRange,
    databaseName: 'branchline',
    build: overrides.build ?? 'test',
  }
}

/** A uuid of version 7 that a reader can tell apart: its device and its place in that device's row. */
export function testId(device: number, count: number): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
  return `${hex(count, 8)}-${hex(device, 4)}-7000-8000-${hex(device * 0x10000 + count, 12)}`
}

export const EPOCH = testId(0xe, 1)

/** A tablet of Wychwood that has never met a server. */
export async function aTablet(
  device: TestDevice = aDevice(),
  siteId: string | null = 'site/wychwood',
): Promise<Tablet> {
  const applicant = await prepareEnrolment(device, 'a-code-for-testing-only')
  return enrolTablet(device, applicant, {
    service: 'Test libraries',
    epoch: EPOCH,
    siteId,
    actor: { personId: 'person-1', name: 'Asha', proof: 'kiosk' },
    scopes: [],
  })
}
