import { runnerImport } from 'vite'

/**
 * Imports a module of tests that runs the client's code outside of a test: Node itself reads no TSX, which
 * some of that code is.
 */
export async function importModule<Module>(path: string): Promise<Module> {
  const { module } = await runnerImport<Module>(path, { configFile: false, logLevel: 'error' })
  return module
}
