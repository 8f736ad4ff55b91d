import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Builds the app as `npm run build` does, under a build id of its own. */
export async function buildClient(folder: string, buildId: string): Promise<void> {
  const vite = join('node_modules', 'vite', 'bin', 'vite.js')
  await run(process.execPath, [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'], {
    // Vitest sets NODE_ENV to test, which would build the libraries for development.
    env: { ...process.env, NODE_ENV: 'production', BUILD_ID: buildId },
  })
}
