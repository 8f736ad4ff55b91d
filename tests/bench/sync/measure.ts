import type { TabletBrowser } from '#support/browser.ts'
import { WHOLE_COUNTY } from '#sync/messages.ts'
import { quantile } from '../quantile.ts'
import { freshBrowser, reopen } from './browsers.ts'
import type { ContenderName, ContenderServer } from './contender.ts'
import { OWN_SITE } from './entries.ts'
import type { Samples } from './samples.ts'
import { inFreshBrowser, Visit } from './visit.ts'

/** The first saves of a page run code that is not compiled yet; a person makes few of those. */
const WARM_UP_SAVES = 20
const SAVES = 100

/** First sync of a whole county into an empty browser, from a server that has `size` entries. */
export async function measureFirstSync(
  name: ContenderName,
  server: ContenderServer,
  size: number,
  samples: Samples,
): Promise<void> {
  const admission = await server.admission(WHOLE_COUNTY)
  await inFreshBrowser(name, server, async (visit) => {
    const { result, traffic } = await server.proxy.during(() => visit.run('firstSync', admission))
    await visit.mustHold(size)
    samples.add(name, 'first-sync', size, result)
    samples.add(name, 'first-sync-wire', size, (traffic.bytesUp + traffic.bytesDown) / size)
    if (name !== 'branchline') return
    // Only Branchline names every place it follows: a county tablet says more than a branch's.
    await visit.run('sync')
    const quiet = await server.proxy.during(() => visit.run('sync'))
    samples.add(name, 'county-quiet-up', size, quiet.traffic.bytesUp)
    samples.add(name, 'county-quiet-down', size, quiet.traffic.bytesDown)
  })
}

/** A branch's browser against an empty server: saves, pushes of growing size, then a sync with nothing new. */
export async function measurePushes(
  name: ContenderName,
  server: ContenderServer,
  sizes: readonly number[],
  samples: Samples,
): Promise<void> {
  const admission = await server.admission(OWN_SITE)
  await inFreshBrowser(name, server, async (visit) => {
    await visit.run('firstSync', admission)
    let made = await saves(visit, name, { stored: 0, from: 0 }, samples)
    await visit.run('push')
    for (const size of sizes) {
      await visit.run('fill', { from: made, count: size })
      made += size
      const { result, traffic } = await server.proxy.during(() => visit.run('push'))
      samples.add(name, 'push', size, result)
      samples.add(name, 'push-up', size, traffic.bytesUp / size)
      samples.add(name, 'push-wire', size, (traffic.bytesUp + traffic.bytesDown) / size)
    }
    await visit.mustHold(made)
    // What was pushed comes back once in some of them; after that there is nothing new.
    await visit.run('sync')
    const quiet = await server.proxy.during(() => visit.run('sync'))
    samples.add(name, 'quiet-requests', made, quiet.traffic.requests)
    samples.add(name, 'quiet-up', made, quiet.traffic.bytesUp)
    samples.add(name, 'quiet-down', made, quiet.traffic.bytesDown)
    samples.add(name, 'quiet-ms', made, quiet.result)
  })
}

async function saves(
  visit: Visit,
  name: ContenderName,
  { stored, from }: { readonly stored: number; readonly from: number },
  samples: Samples,
): Promise<number> {
  await visit.run('saves', { from, count: WARM_UP_SAVES })
  const times = await visit.run('saves', { from: from + WARM_UP_SAVES, count: SAVES })
  samples.add(name, 'save-p50', stored, quantile(times, 0.5))
  samples.add(name, 'save-p95', stored, quantile(times, 0.95))
  return from + WARM_UP_SAVES + SAVES
}

/** A browser that holds many entries already; kept for the whole run, since filling it takes longest. */
export class FullBrowser {
  readonly #name: ContenderName
  readonly #server: ContenderServer
  readonly #browser: TabletBrowser
  readonly #stored: number
  #made: number

  private constructor(name: ContenderName, server: ContenderServer, browser: TabletBrowser, stored: number) {
    this.#name = name
    this.#server = server
    this.#browser = browser
    this.#stored = stored
    this.#made = stored
  }

  static async filled(name: ContenderName, server: ContenderServer, stored: number): Promise<FullBrowser> {
    const admission = await server.admission(WHOLE_COUNTY)
    const browser = await freshBrowser()
    const full = new FullBrowser(name, server, browser, stored)
    try {
      const visit = await Visit.open(browser, name, server)
      await visit.run('firstSync', admission)
      await visit.run('seed', { from: 0, count: stored })
      await visit.mustHold(stored)
      // Closed as a person does it, so that everything is written, and out of the way of the others.
      await browser.close()
      return full
    } catch (error) {
      await browser.dispose()
      throw error
    }
  }

  async measureSaves(samples: Samples): Promise<void> {
    await reopen(this.#browser)
    const visit = await Visit.open(this.#browser, this.#name, this.#server)
    await visit.mustHold(this.#made)
    this.#made = await saves(visit, this.#name, { stored: this.#stored, from: this.#made }, samples)
    await this.#browser.close()
  }

  async dispose(): Promise<void> {
    await this.#browser.dispose()
  }
}
