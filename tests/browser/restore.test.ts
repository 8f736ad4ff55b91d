import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { eachSays, enrol, logSession, openEntries } from '#support/browser-steps.ts'

journey(
  'a server restored from a backup is healed by three tablets, and all of them show the same again',
  async ({ server, newTablet, onTestFinished }) => {
    const backup = join(tmpdir(), `branchline-backup-${process.pid}.gz`)
    onTestFinished(() => rm(backup, { force: true }))
    const pages: Page[] = []
    for (const [index, name] of ['Asha', 'Ben', 'Cleo'].entries()) {
      const page = await (await newTablet()).newPage()
      const link = index === 0 ? await server.firstLink() : await server.furtherLink()
      await enrol(page, link, { site: 'Wychwood', name })
      await logSession(page, 'Baby/toddler rhyme', 10 + index)
      pages.push(page)
    }
    for (const page of pages) await eachSays(await openEntries(page), 3, /counted/, 30_000)
    expect(await server.cli('backup', backup)).toMatchObject({ code: 0 })
    for (const [index, page] of pages.entries()) await logSession(page, 'Digital class', 20 + index)
    for (const page of pages) await eachSays(await openEntries(page), 6, /counted/, 30_000)

    await server.kill()
    await server.emptyDataFolder()
    expect(await server.cli('restore', backup)).toMatchObject({ code: 0 })
    await server.start()
    for (const page of pages) await eachSays(await openEntries(page), 6, /counted/, 60_000)
    const shown = await Promise.all(pages.map(async (page) => (await openEntries(page)).allInnerTexts()))
    expect(shown[1]).toEqual(shown[0])
    expect(shown[2]).toEqual(shown[0])
    expect(await server.cli('verify')).toMatchObject({ code: 0 })
  },
)
