import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildClient } from './browser-build.ts'
import { findBrowser } from './browser-find.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser's program. */
    readonly browserPath: string
    /** The built app. */
    readonly clientFolder: string
  }
}

/** Before any browser test: finds a browser and builds the app once. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('browserPath', findBrowser())
  const clientFolder = await mkdtemp(join(tmpdir(), 'branchline-client-'))
  await buildClient(clientFolder, 'first-build')
  project.provide('clientFolder', clientFolder)
  return () => rm(clientFolder, { recursive: true, force: true })
}
