import { onTestFinished } from 'vitest'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { aDevice } from '#support/device.ts'

/** A tablet without a browser, set up over HTTP at a server process, for what has no screen yet. */
export async function nodeTablet(link: string, site: string, name: string): Promise<Tablet> {
  const { origin, hash } = new URL(link)
  const send: typeof fetch = (input, init) =>
    fetch(input instanceof Request ? input : new URL(input, origin), init)
  const result = await enrol(aDevice({ fetch: send }), { code: hash.slice(1), site, name })
  if (!result.ok) throw new Error(result.code)
  onTestFinished(() => result.tablet.db.close())
  return result.tablet
}
