import { TabletBrowser } from '#support/browser.ts'
import { readLedger } from '#support/browser-ledger.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { enrolIn } from './app-page.ts'
import { CountedPad, type Figures, tapped } from './counted-pad.ts'
import type { Findings } from './findings.ts'

export interface PadRun {
  readonly rounds: number
  /** Taps on the pad in each round, of which the browser is killed in the middle. */
  readonly taps: number
  readonly browserPath: string
  readonly clientFolder: string
  readonly random: () => number
  readonly findings: Findings
  readonly onRound: (round: number, taps: number) => void
}

export interface PadKills {
  readonly kills: number
  readonly taps: number
  /** Taps that were under way at a kill and are not on the disk: in all, and most of them at one kill. */
  readonly missing: number
  readonly mostMissing: number
}

/**
 * Counts on a pad, kills the browser with a tap under way and goes on where it was, again and again; looks
 * whether each tap that was shown is there and none is there that nobody made, on the tablet and at the county.
 */
export async function killPads(run: PadRun): Promise<PadKills> {
  const { rounds, taps, browserPath, clientFolder, findings, onRound } = run
  const server = await ServerProcess.fresh(clientFolder)
  const browser = await TabletBrowser.fresh(browserPath)
  const totals: number[] = []
  const missing: number[] = []
  try {
    await enrolIn(await browser.newPage(), await server.firstLink())
    for (let round = 1; round <= rounds; round += 1) {
      // Somewhere in the middle half, with one more tap under way.
      const killedAt = Math.floor(taps / 4 + (run.random() * taps) / 2)
      const before = await CountedPad.begin(browser, server.origin)
      await before.tap(0, killedAt)
      await browser.kill()
      await browser.open()
      const pad = await CountedPad.again(browser, before.address)
      const kept = pad.shown
      check(kept, { shown: before.shown, made: tapped(killedAt) }, `round ${round}`, findings)
      missing.push(killedAt - sum(kept))
      await pad.tap(killedAt, taps)
      await pad.letGo()
      await pad.finish()
      await pad.untilReceived()
      totals.push(sum(kept) + taps - killedAt)
      onRound(round, round * taps)
    }
    await server.stop()
    const { attendances } = readLedger(server.dataFolder)
    const due = totals.toSorted((a, b) => a - b)
    if (String(attendances) !== String(due)) {
      findings.add('wrong', `the server counts ${attendances.join()}, and was told ${due.join()}`)
    }
    return { kills: rounds, taps: rounds * taps, missing: sum(missing), mostMissing: Math.max(...missing) }
  } finally {
    await browser.dispose()
    await server.dispose()
  }
}

function check(
  kept: Figures,
  { shown, made }: { readonly shown: Figures; readonly made: Figures },
  where: string,
  findings: Findings,
): void {
  kept.forEach((figure, lane) => {
    const [least = 0, most = 0] = [shown[lane], made[lane]]
    if (figure < least) findings.add('lost', `key ${lane} showed ${least} and has ${figure} in ${where}`)
    if (figure > most) findings.add('doubled', `key ${lane} has ${figure} for ${most} taps in ${where}`)
  })
}

function sum(figures: Figures): number {
  return figures.reduce((total, one) => total + one, 0)
}
