import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { readLedger } from '#support/browser-ledger.ts'
import { enrol, logAnother, logSession } from '#support/browser-steps.ts'
import { seededRandom } from '#support/seeded-random.ts'

const KILLS = 20
const ENTRIES_EACH = 10
const ENTRIES = KILLS * ENTRIES_EACH
/** A push of ten entries takes about this long, so that kills fall before, in and after its commit. */
const PUSH_MS = 25

journey(
  '200 entries are on the server exactly once after it was killed 20 times while they were pushed',
  { timeout: 360_000 },
  async ({ server, newTablet }) => {
    const random = seededRandom(20_221_023)
    const tablet = await newTablet()
    const page = await tablet.newPage()
    await enrol(page, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    let repliesLost = 0
    page.on('requestfailed', (request) => {
      if (request.url().endsWith('/api/sync/push')) repliesLost += 1
    })

    await server.stop()
    let logged = 0
    for (let round = 0; round < KILLS; round += 1) {
      for (let entry = 0; entry < ENTRIES_EACH; entry += 1) {
        logged += 1
        if (logged === 1) await logSession(page, 'Baby/toddler rhyme', logged)
        else await logAnother(page, logged)
      }
      await server.start()
      const pushing = page.waitForRequest((request) => request.url().includes('/api/sync/'))
      await page.getByRole('button', { name: 'Sync now' }).click()
      await pushing
      await pause(random() * PUSH_MS)
      await server.kill()
    }
    expect(repliesLost, 'pushes that a kill cut off').toBeGreaterThan(0)

    await server.start()
    await page.getByText(`All ${ENTRIES} entries received`).first().waitFor()
    await server.stop()
    const ledger = readLedger(server.dataFolder)
    expect(ledger.attendances).toEqual(Array.from({ length: ENTRIES }, (_, index) => index + 1))
    expect(ledger).toMatchObject({ operations: ENTRIES, distinctOperations: ENTRIES })
  },
)
