import { expect, onTestFinished } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { readLedger } from '#support/browser-ledger.ts'
import { Link } from '#support/browser-proxy.ts'
import { eachSays, enrol, logSession, openEntries } from '#support/browser-steps.ts'

journey(
  'when the reply is lost after the server has committed, sending again changes nothing',
  async ({ server, newTablet }) => {
    const link = await Link.to(server.origin)
    onTestFinished(() => link.close())
    const tablet = await newTablet()
    const page = await tablet.newPage()
    const address = (await server.firstLink()).replace(server.origin, link.origin)
    await enrol(page, address, { site: 'Wychwood', name: 'Asha' })

    link.repliesToLose = 2
    await logSession(page, 'Baby/toddler rhyme', 14)
    await eachSays(await openEntries(page), 1, /received|counted/, 20_000)

    expect(link.repliesToLose).toBe(0)
    // The same operation each time, to the letter.
    expect(link.pushes).toHaveLength(3)
    expect(new Set(link.pushes).size).toBe(1)
    await server.stop()
    expect(readLedger(server.dataFolder)).toEqual({ attendances: [14], operations: 1, distinctOperations: 1 })
  },
)
