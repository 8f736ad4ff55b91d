import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'

const FOLDER = join(import.meta.dirname, '../peers')
const INSTALLED = join(FOLDER, 'node_modules/.package-lock.json')

const packageSchema = v.object({ dependencies: v.record(v.string(), v.string()) })

/** Installs the other engines on the first run and after their versions changed; `npm ci` does without. */
export async function installPeers(): Promise<void> {
  const isCurrent =
    existsSync(INSTALLED) &&
    (await stat(INSTALLED)).mtimeMs >= (await stat(join(FOLDER, 'package-lock.json'))).mtimeMs
  if (isCurrent) return
  process.stderr.write('Installing the engines to compare with, once.\n')
  execFileSync('npm', ['ci'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** The exact versions that are compared. */
export async function peerVersions(): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(join(FOLDER, 'package.json'), 'utf8')
  return v.parse(packageSchema, JSON.parse(text)).dependencies
}
