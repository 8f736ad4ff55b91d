import { join } from 'node:path'
import { build } from 'vite'
import type { Page } from 'playwright-core'

/**
 * Builds a module that runs inside a page of the app, over the app's own database and code.
 *
 * @param clientFolder the built app, beside which it is served
 * @param name its folder there, taken away by whoever had it built
 */
export async function buildPageScript(entry: string, clientFolder: string, name: string): Promise<void> {
  await build({
    configFile: false,
    mode: 'production',
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      lib: { entry, formats: ['es'], fileName: () => 'page.js' },
      outDir: join(clientFolder, name),
      emptyOutDir: true,
      target: 'es2023',
    },
  })
}

/** Runs one function of a module that was built so, inside a page. @param argument anything JSON can say */
export function callInPage(page: Page, name: string, run: string, argument: unknown): Promise<unknown> {
  // As text: Vitest and Vite would have the import done by means that a page does not have.
  return page.evaluate(`import('/${name}/page.js').then((page) => page.${run}(${JSON.stringify(argument)}))`)
}
