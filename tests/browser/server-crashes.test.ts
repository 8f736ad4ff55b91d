import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { readLedger } from '#support/browser-ledger.ts'
import { Link } from '#support/browser-proxy.ts'
import { enrol, logAnother, logSession } from '#support/browser-steps.ts'
import { seededRandom } from '#support/seeded-random.ts'

const KILLS = 20
const ENTRIES_EACH = 10
const ENTRIES = KILLS * ENTRIES_EACH
/** A push of ten entries takes about this long, so that kills fall before, in and after its commit. */
const PUSH_MS = 15

journey(
  '200 entries are on the server exactly once after it was killed 20 times while they were pushed',
  { timeout: 600_000 },
  async ({ server, newTablet }) => {
    const random = seededRandom(20_221_023)
    const link = await Link.to(server.origin)
    onTestFinished(() => link.close())
    const tablet = await newTablet()
    const page = await tablet.newPage()
    const address = (await server.firstLink()).replace(server.origin, link.origin)
    await enrol(page, address, { site: 'Wychwood', name: 'Asha' })

    await server.stop()
    let logged = 0
    let cutOff = 0
    for (let round = 0; round < KILLS; round += 1) {
      for (let entry = 0; entry < ENTRIES_EACH; entry += 1) {
        logged += 1
        if (logged === 1) await logSession(page, 'Baby/toddler rhyme', logged)
        else await logAnother(page, logged)
      }
      const pushing = link.nextPush()
      await server.start()
      await page.getByRole('button', { name: 'Sync now' }).click()
      const { answered } = await pushing
      await pause(random() * PUSH_MS)
      await server.kill()
      if (!(await answered)) cutOff += 1
    }
    expect(cutOff, 'pushes that a kill cut off').toBeGreaterThan(0)

    await server.start()
    await page.getByText(`All ${ENTRIES} entries received`).first().waitFor()
    await server.stop()
    const ledger = readLedger(server.dataFolder)
    expect(ledger.attendances).toEqual(Array.from({ length: ENTRIES }, (_, index) => index + 1))
    expect(ledger).toMatchObject({ operations: ENTRIES, distinctOperations: ENTRIES })
  },
)
