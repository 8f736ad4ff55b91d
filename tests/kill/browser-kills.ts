import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { TabletBrowser } from '#support/browser.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { buildPageScript } from '#support/page-script.ts'
import { AppPage, enrolIn } from './app-page.ts'
import { checkOneTablet } from './check-at-rest.ts'
import type { Findings } from './findings.ts'
import { Saves } from './saves.ts'
import { lookInto } from './server-world.ts'

/** So long the browser lives after it has begun to save. */
const SAVING_MS = { least: 100, most: 1_500 }

export interface BrowserRun {
  readonly rounds: number
  /** The browser's program, and the built app. */
  readonly browserPath: string
  readonly clientFolder: string
  readonly random: () => number
  readonly findings: Findings
  readonly onRound: (round: number, saves: number) => void
}

export interface BrowserKills {
  readonly kills: number
  /** Saves that were acknowledged outside of the browser, and operations that it made in all. */
  readonly acknowledged: number
  readonly operations: number
  /** Operations that waited to be sent when the browser had been killed, summed over all kills. */
  readonly waitingAfterKill: number
}

/** Kills a browser at random moments while the app in it saves and syncs, and looks for what was lost or came twice. */
export async function killBrowsers(run: BrowserRun): Promise<BrowserKills> {
  const { rounds, browserPath, clientFolder, random, findings, onRound } = run
  await buildPageScript(join(import.meta.dirname, 'page.ts'), clientFolder, 'kill')
  const server = await ServerProcess.fresh(clientFolder)
  const browser = await TabletBrowser.fresh(browserPath)
  const saves = new Saves(findings)
  let waitingAfterKill = 0
  try {
    await enrolIn(await browser.newPage(), await server.firstLink())
    let app = await AppPage.open(browser, server.origin, saves)
    for (let round = 1; round <= rounds; round += 1) {
      app.saveOnAndOn()
      await pause(SAVING_MS.least + random() * (SAVING_MS.most - SAVING_MS.least))
      await browser.kill()
      await browser.open()
      app = await AppPage.open(browser, server.origin, saves)
      waitingAfterKill += (await app.standing()).waiting
      saves.check(await app.countsOnDisk(), 'on the disk')
      onRound(round, saves.count)
    }
    const { saved, held } = await app.untilAtRest()
    if (held !== saved) findings.add('lost', `${held} of ${saved} operations are on the disk`)
    const onDisk = await app.countsOnDisk()
    await server.stop()
    const onServer = await lookInto(server, undefined, (store) =>
      checkOneTablet(store, { saved, entries: [...saves.totals.keys()] }, findings),
    )
    saves.check(onServer, 'on the server')
    if (String(onDisk) !== String(onServer)) findings.add('wrong', 'the tablet and the server differ')
    const { code, said } = await server.cli('verify')
    if (code !== 0) findings.add('wrong', `branchline verify ended with ${code}: ${said}`)
    return { kills: rounds, acknowledged: saves.count, operations: saved, waitingAfterKill }
  } finally {
    await browser.dispose()
    await server.dispose()
    await rm(join(clientFolder, 'kill'), { recursive: true, force: true })
  }
}
