import { expect } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { eachSays, enrol, heading, logSession, openEntries } from '#support/browser-steps.ts'

const SESSIONS = [
  { preset: 'Baby/toddler rhyme', people: 14, priority: 7 },
  { preset: 'Digital class', people: 6, priority: 2 },
  { preset: 'Climate, repair, swap', people: 21, priority: 1 },
] as const

journey(
  'three sessions logged without signal survive a killed browser, go by themselves when it returns, and count in the plan',
  async ({ server, newTablet }) => {
    const branch = await newTablet()
    let page = await branch.newPage()
    await enrol(page, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    await server.stop()
    await page.reload()
    await heading(page, 'Today').waitFor()
    for (const { preset, people } of SESSIONS) await logSession(page, preset, people)
    await branch.kill()

    await branch.open()
    page = await branch.newPage()
    await page.goto(server.origin)
    await page.getByText('3 on this tablet, waiting').first().waitFor()
    await eachSays(await openEntries(page), 3, /on this tablet/)

    await server.start()
    await eachSays(await openEntries(page), 3, /received|counted/, 5_000)

    const county = await newTablet()
    const plan = await county.newPage()
    await enrol(plan, await server.furtherLink(), { site: 'Whole county', name: 'Ben' })
    await plan.getByRole('link', { name: 'Plan', exact: true }).click()
    for (const { people, priority } of SESSIONS) {
      const card = plan.getByRole('article', { name: new RegExp(`^${priority}\\. `) })
      await card.getByText(`1 session · ${people} attendances`).first().waitFor()
    }
    expect(await plan.getByText(`3 sessions · 41 attendances`).count()).toBe(1)
  },
)
