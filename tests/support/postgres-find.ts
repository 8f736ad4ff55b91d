import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const APT = '/usr/bin/apt-get'

const PROGRAM = process.platform === 'win32' ? 'initdb.exe' : 'initdb'

const WHAT_TO_DO = [
  'The database tests run against a real PostgreSQL, and none was found. Install one; it need not run:',
  '  Debian, Ubuntu   sudo apt-get install postgresql',
  '  Fedora           sudo dnf install postgresql-server',
  '  macOS            brew install postgresql',
  '  Windows          winget install PostgreSQL.PostgreSQL.17',
  'or say where its programs are: POSTGRES_BIN=/path/to/bin npm test',
].join('\n')

/** Folders named by version, the newest first, each with its programs below. */
function versionsIn(folder: string, programs = 'bin'): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .toSorted((left, right) => right.localeCompare(left, 'en', { numeric: true }))
    .map((version) => join(folder, version, programs))
}

function candidates(): readonly string[] {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  if (process.platform === 'win32') {
    return [...onPath, ...versionsIn(join(process.env['PROGRAMFILES'] ?? 'C:\\Program Files', 'PostgreSQL'))]
  }
  const brewed = ['/opt/homebrew/opt', '/usr/local/opt'].flatMap((folder) =>
    versionsIn(folder).filter((path) => path.includes('postgresql')),
  )
  const app = versionsIn('/Applications/Postgres.app/Contents/Versions')
  return [...versionsIn('/usr/lib/postgresql'), ...onPath, ...brewed, ...app]
}

function installed(): string | undefined {
  return candidates().find((folder) => existsSync(join(folder, PROGRAM)))
}

/** Debian and Ubuntu, as root: build machines and containers, where nobody is there to ask. */
function canInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync(APT)
}

function install(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  process.stderr.write('No PostgreSQL found: installing it with apt-get for the database tests.\n')
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'postgresql']]) {
    execFileSync(APT, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
  }
}

/**
 * The folder of PostgreSQL's programs: the one `POSTGRES_BIN` names, else that of an installed one, else
 * of one installed by the platform's own means.
 *
 * @throws {Error} saying exactly what to do when there is none
 */
export function findPostgres(): string {
  const named = process.env['POSTGRES_BIN']
  if (named !== undefined && named !== '') {
    if (existsSync(join(named, PROGRAM))) return named
    throw new Error(`POSTGRES_BIN names ${named}, which holds no ${PROGRAM}`)
  }
  const found = installed()
  if (found !== undefined) return found
  if (canInstall()) {
    try {
      install()
    } catch (cause) {
      throw new Error(WHAT_TO_DO, { cause })
    }
  }
  const now = installed()
  if (now === undefined) throw new Error(WHAT_TO_DO)
  return now
}
