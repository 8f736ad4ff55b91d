import { inject, test } from 'vitest'
import { TabletBrowser } from './browser.ts'
import { ServerProcess } from './browser-server.ts'

/**
 * A test with the real server in a process of its own, freshly installed, and as many real browsers as it
 * opens, each with a profile of its own. All of them are gone when the test ends.
 */
export const journey = test
  .extend('server', async ({}, { onCleanup }) => {
    const server = await ServerProcess.fresh(inject('clientFolder'))
    onCleanup(() => server.dispose())
    return server
  })
  .extend('newTablet', async ({}, { onCleanup }) => {
    const tablets: TabletBrowser[] = []
    onCleanup(async () => {
      await Promise.all(tablets.map((tablet) => tablet.dispose()))
      const faults = tablets.flatMap((tablet) => tablet.faults)
      if (faults.length > 0) throw new Error(`a page reported:\n${faults.join('\n')}`)
    })
    return async (): Promise<TabletBrowser> => {
      const tablet = await TabletBrowser.fresh(inject('browserPath'))
      tablets.push(tablet)
      return tablet
    }
  })
