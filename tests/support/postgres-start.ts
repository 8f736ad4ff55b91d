import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { findPostgres } from './postgres-find.ts'

const START_TRIES = 3

interface Owner {
  readonly uid?: number
  readonly gid?: number
}

/** A PostgreSQL of one's own, in a folder of its own. */
export interface PostgresServer {
  /** As its owner, without a database at the end. */
  readonly url: string
  /** Of the process that all of its others are children of. */
  readonly pid: number
  /** Stops it and takes its folder away. */
  stop(): Promise<void>
}

/** Starts one on a free port; it forces every commit to disk, as it does in use. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = findPostgres()
  const owner = unprivileged()
  const folder = await mkdtemp(join(tmpdir(), 'branchline-postgres-'))
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid)
  // In a folder of theirs: whoever runs the tests may stand where the owner may not look.
  const run = (program: string, args: readonly string[]) =>
    promisify(execFile)(join(bin, program), args, { ...owner, cwd: folder })
  const data = join(folder, 'data')
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password)
  const access = ['--username=branchline', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const making = ['--locale=C', '--encoding=UTF8', '--no-sync', ...access]
  await run('initdb', [`--pgdata=${data}`, ...making])
  const port = await start(run, folder, data)
  const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
  return {
    url: `postgres://branchline:${password}@127.0.0.1:${port}`,
    pid: Number(pid),
    stop: async () => {
      await run('pg_ctl', ['stop', '--wait', '--mode=immediate', `--pgdata=${data}`])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** An empty database on such a server. */
export async function createDatabase(
  server: string,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `branchline_${randomBytes(6).toString('hex')}`
  await asOwner(server, `create database ${name}`)
  return {
    url: `${server}/${name}`,
    drop: () => asOwner(server, `drop database ${name} with (force)`),
  }
}

async function asOwner(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** @returns the port it listens on */
async function start(
  run: (program: string, args: readonly string[]) => Promise<unknown>,
  folder: string,
  data: string,
): Promise<number> {
  const log = join(folder, 'log')
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: '',
      max_connections: 200,
    }
    const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
    try {
      await run('pg_ctl', ['start', '--wait', `--pgdata=${data}`, `--log=${log}`, '-o', options.join(' ')])
      return port
    } catch (cause) {
      // Somebody else may have taken the port meanwhile.
      if (attempt === START_TRIES) throw new Error(await readFile(log, 'utf8'), { cause })
    }
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user its package made, or as nobody. */
function unprivileged(): Owner {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string, user: string) =>
    Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }))
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', user), gid: idOf('-g', user) }
    } catch {
      // There is no such user here.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('There is no free port'))
        else resolve(address.port)
      })
    })
  })
}
