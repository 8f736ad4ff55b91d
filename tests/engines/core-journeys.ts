import { expect, onTestFinished } from 'vitest'
import { keepSeries } from '#support/branch-lists.ts'
import { journey } from '#support/browser-journey.ts'
import { nodeTablet } from '#support/node-tablet.ts'
import type { EnginePage } from './engine-page.ts'
import { Screen } from './screen.ts'

const SAVE = { role: 'button', name: 'Save on this tablet' }
const PEOPLE = { role: 'textbox', name: 'How many came?' }
const END_OF_DAY = { role: 'link', name: 'End of the day' }
const USE_A_NUMBER = /use a whole number/i
const CLUB_A = { role: 'textbox', name: /^Club A, .*: how many came\?$/ }

/** What every engine has to carry: a day without signal, and a tap that counts. */
export function coreJourneys(engine: string, openEngine: () => Promise<EnginePage>): void {
  const aScreen = async (): Promise<Screen> => {
    const page = await openEngine()
    onTestFinished(async () => {
      try {
        expect(await page.faults(), 'what pages reported').toEqual([])
      } finally {
        await page.dispose()
      }
    })
    return Screen.of(page)
  }

  journey(
    `${engine}: what was logged from the week and counted on the pad without a server is there after a reload, and received when the server is back`,
    async ({ server }) => {
      await keepSeries(await nodeTablet(await server.firstLink(), 'site/wychwood', 'Ben'), 1)
      const screen = await aScreen()
      await enrol(screen, await server.furtherLink())
      await screen.see(CLUB_A)
      await server.stop()

      await screen.fill(CLUB_A, '14')
      await screen.press('Enter')
      await screen.see({ text: /1 on this tablet, waiting/ })

      await screen.tap({ role: 'link', name: 'Count' })
      await screen.tap({ role: 'button', name: /^Digital class/ })
      for (const counted of [0, 1, 2]) {
        await screen.tap({ role: 'button', name: `Everyone: ${counted}, one more` })
      }
      await screen.see({ text: '3 together' })
      await screen.reload()
      await screen.see({ text: '3 together' })
      await screen.tap({ role: 'button', name: 'Done' })
      await screen.see({ text: /2 on this tablet, waiting/ })

      await screen.reload()
      await screen.seeValue(CLUB_A, '14')
      await screen.see({ text: /2 on this tablet, waiting/ })

      await server.start()
      await screen.see({ text: /^All 2 entries received/ })
    },
  )

  journey(`${engine}: the first tap on Save counts while a field shows an error`, async ({ server }) => {
    const screen = await aScreen()
    await enrol(screen, await server.firstLink())
    await screen.tap({ role: 'link', name: /^Baby\/toddler rhyme/ })
    await screen.fill(PEOPLE, '1o')
    await screen.tap(SAVE)
    // The line of the summary leads to the field, as it was left.
    await screen.tap({ role: 'link', name: USE_A_NUMBER })
    await screen.press('Backspace')
    await screen.type('4')
    await screen.seeValue(PEOPLE, '14')
    await screen.tap(SAVE)
    await screen.see({ text: /^Saved on this tablet/ })
    await screen.see({ text: /^1 entry received/ })
  })

  journey(
    `${engine}: the first tap below the week counts while a time gets an error and while it loses it`,
    async ({ server }) => {
      await keepSeries(await nodeTablet(await server.firstLink(), 'site/wychwood', 'Ben'), 1)
      const screen = await aScreen()
      await enrol(screen, await server.furtherLink())
      await screen.fill(CLUB_A, '1o')
      await screen.tap(END_OF_DAY)
      await screen.see({ role: 'heading', name: 'End of the day' })
      await screen.tap({ role: 'link', name: 'Today' })
      await screen.tap(CLUB_A)
      await screen.press('Enter')
      await screen.see({ text: USE_A_NUMBER })
      await screen.fill(CLUB_A, '14')
      await screen.tap(END_OF_DAY)
      await screen.see({ role: 'heading', name: 'End of the day' })
    },
  )
}

/** Sets a browser up as a tablet, and waits until the app works without a server. */
async function enrol(screen: Screen, link: string): Promise<void> {
  await screen.open(link)
  await screen.choose('Site', 'Wychwood')
  await screen.fill({ role: 'textbox', name: 'Your name' }, 'Asha')
  await screen.tap({ role: 'button', name: 'Start using this tablet' })
  await screen.see({ role: 'heading', name: 'Today' })
  await screen.waitForWorker()
}
