import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { TabletBrowser } from '#support/browser.ts'
import { findBrowser } from '#support/browser-find.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { enrol } from '#support/browser-steps.ts'
import { buildPageScript, callInPage } from '#support/page-script.ts'

/** The npm script of each bench has just built it. */
const CLIENT = join(import.meta.dirname, '../../dist')
/** A hundred thousand entries take their time. */
const STEP_WITHIN_MS = 600_000

/** Every bench brings entries in; what else it measures is its own. */
type Functions<Module> = {
  readonly [Name in keyof Module]: (argument: never) => unknown
} & { readonly fill: (count: number) => unknown }

/** Runs one function of a bench's `…-page.ts` inside the app's page. */
type InPage<Module extends Functions<Module>> = <Name extends keyof Module & string>(
  name: Name,
  argument: Parameters<Module[Name]>[0],
) => Promise<Awaited<ReturnType<Module[Name]>>>

export interface AppInBrowser<Module extends Functions<Module>> {
  readonly page: Page
  readonly inPage: InPage<Module>
}

interface About {
  /** Of the bench: `entries` runs `entries-page.ts`. */
  readonly name: string
  /** As the choice of sites names it. */
  readonly site: string
}

/** Sets a real browser up as a tablet, with a bench's own code beside the app in its page, and stops the server: the app must not sync what the bench brings in. */
export async function withApp<Module extends Functions<Module>>(
  { name, site }: About,
  measure: (app: AppInBrowser<Module>) => Promise<void>,
): Promise<void> {
  await buildPageScript(join(import.meta.dirname, `${name}-page.ts`), CLIENT, name)
  const server = await ServerProcess.fresh(CLIENT)
  const tablet = await TabletBrowser.fresh(findBrowser())
  try {
    const page = await tablet.newPage()
    page.setDefaultTimeout(STEP_WITHIN_MS)
    await enrol(page, await server.firstLink(), { site, name: 'Asha' })
    const inPage: InPage<Module> = <Name extends keyof Module & string>(run: Name, argument: unknown) =>
      // The bench's module is what was just built and is called.
      callInPage(page, name, run, argument) as Promise<Awaited<ReturnType<Module[Name]>>>
    // Loads the bench's code before the server goes.
    await callInPage(page, name, 'fill', 0)
    await server.stop()
    await measure({ page, inPage })
  } finally {
    await tablet.dispose()
    await server.dispose()
    await rm(join(CLIENT, name), { recursive: true, force: true })
  }
}
