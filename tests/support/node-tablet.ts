import { onTestFinished } from 'vitest'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { aDevice, type TestDevice } from '#support/device.ts'

/** A machine in memory that reaches a server process over HTTP. */
export function httpDevice(origin: string): TestDevice {
  return aDevice({
    fetch: (input, init) => fetch(input instanceof Request ? input : new URL(input, origin), init),
  })
}

/** A tablet without a browser, set up over HTTP at a server process, for what is not done on a screen. */
export async function nodeTablet(
  link: string,
  site: string,
  name: string,
  device: TestDevice = httpDevice(new URL(link).origin),
): Promise<Tablet> {
  const tablet = await openNodeTablet(link, site, name, device)
  onTestFinished(() => tablet.db.close())
  return tablet
}

/** The same, for whoever closes it. */
export async function openNodeTablet(
  link: string,
  site: string,
  name: string,
  device: TestDevice = httpDevice(new URL(link).origin),
): Promise<Tablet> {
  const result = await enrol(device, { code: new URL(link).hash.slice(1), site, name })
  if (!result.ok) throw new Error(result.code)
  return result.tablet
}
