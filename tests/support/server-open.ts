import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startServer, type StartServerOptions, type TestServer } from './server.ts'

/** A server that is closed when the test ends. */
export async function openServer(options: StartServerOptions = {}): Promise<TestServer> {
  const server = await startServer(options)
  onTestFinished(() => server.close())
  return server
}

/** A folder that is taken away when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
