import { randomBytes, webcrypto } from 'node:crypto'
import { idMaker } from '#client/data/new-id.ts'
import { localDateAt } from '#domain/time/local-date.ts'
import { aDevice, type TestDevice } from './device.ts'

/**
 * A machine in memory with the clock, the ids and the secrets of a real one, that reaches a server process
 * over HTTP: for what is measured, and for what runs too long to be numbered by hand.
 *
 * @param aheadMs by how much its clock is ahead of the machine's, asked for each time
 */
export function realDevice(origin: string, aheadMs: () => number = () => 0): TestDevice {
  const now = (): number => Date.now() + aheadMs()
  return {
    ...aDevice({
      fetch: (input, init) => fetch(input instanceof Request ? input : new URL(input, origin), init),
    }),
    clock: { now, today: () => localDateAt(now(), 'Europe/London') },
    newId: idMaker(now, (bytes) => webcrypto.getRandomValues(bytes)),
    newSecret: () => randomBytes(32).toString('base64url'),
    random: () => Math.random(),
  }
}
