/**
 * The operator's command line as it is run in earnest: a process of its own.
 *
 *     const { code, out, said } = await branchline(['verify', '--json'], { DATA_DIR: folder })
 */
import { execFile } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

export interface Ended {
  readonly code: number
  /** Standard output, and standard error. */
  readonly out: string
  readonly said: string
}

type Environment = Readonly<Record<string, string>>

/** Runs one command, on no database but the one named. */
export function branchline(words: readonly string[], environment: Environment): Promise<Ended> {
  return ended(process.execPath, [join(ROOT, 'src/server/cli.ts'), ...words], environment)
}

/** The same as the installed program, on whatever Node the machine has; on the project's where it has none. */
export function installedBranchline(words: readonly string[], environment: Environment): Promise<Ended> {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const others = folders.filter((folder) => !folder.includes('node_modules'))
  const path = [...others, dirname(process.execPath)].join(delimiter)
  return ended(join(ROOT, 'src/server/branchline.mjs'), words, { ...environment, PATH: path })
}

function ended(program: string, words: readonly string[], environment: Environment): Promise<Ended> {
  const env = { ...process.env, DATABASE_URL: '', PUBLIC_ORIGIN: '', LOG_LEVEL: 'warn', ...environment }
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd: ROOT, env }, (error, out, said) => {
      const code = error === null ? 0 : error.code
      if (typeof code === 'number') resolve({ code, out, said })
      else reject(error ?? new Error('It did not end by itself'))
    })
  })
}
