import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export interface Config {
  readonly port: number
  readonly host: string
  /** A PostgreSQL, which other processes may serve too. Null for SQLite in the data folder. Holds a password: never printed. */
  readonly databaseUrl: string | null
  readonly databasePath: string
  readonly dataFolder: string
  readonly clientFolder: string
  /** The service's own data, which a database without any begins with. */
  readonly referenceFolder: string
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly publicOrigin: string
  readonly trustProxy: boolean
}

interface Variable {
  readonly name: string
  readonly default: string
  readonly meaning: string
}

/** Every variable the server reads; the README's table is this one. */
export const CONFIG_VARIABLES = [
  { name: 'PORT', default: '8787', meaning: 'Port to listen on.' },
  {
    name: 'HOST',
    default: '127.0.0.1',
    meaning:
      'Address to listen on. The default serves this machine and a proxy on it, which real use needs for TLS; 0.0.0.0 serves every network the machine is on.',
  },
  { name: 'DATA_DIR', default: './data', meaning: 'Folder of the SQLite database. Made when missing.' },
  {
    name: 'DATABASE_URL',
    default: '',
    meaning:
      'A PostgreSQL to use in place of SQLite, postgres://user:password@host:port/database. Several processes may serve one.',
  },
  {
    name: 'PUBLIC_ORIGIN',
    default: 'http://localhost:PORT',
    meaning:
      'Origin that tablets open, such as https://branchline.example.org. Stands in enrolment links; with https, headers insist on TLS.',
  },
  {
    name: 'TRUST_PROXY',
    default: 'false',
    meaning:
      'true when a proxy of yours stands in front: the address limits count by is then the last of X-Forwarded-For.',
  },
  {
    name: 'LOG_LEVEL',
    default: 'info',
    meaning: `How much is logged to stderr: ${LOG_LEVELS.join(', ')}.`,
  },
  { name: 'CLIENT_DIR', default: 'dist', meaning: 'Folder of the built app, from the project folder.' },
  {
    name: 'REFERENCE_DIR',
    default: 'src/server/reference/oxfordshire',
    meaning:
      "Folder of the library service's own data, from the project folder: its sites, areas, profiles, plan and presets. docs/another-service.md says what stands in it.",
  },
] as const satisfies readonly Variable[]

const schemas = {
  PORT: v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.minValue(1), v.maxValue(65_535)),
  HOST: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:-]+$/)),
  DATA_DIR: v.string(),
  DATABASE_URL: v.union([v.literal(''), v.pipe(v.string(), v.check(isPostgresUrl))]),
  PUBLIC_ORIGIN: v.pipe(v.string(), v.check(isOrigin)),
  TRUST_PROXY: v.picklist(['true', 'false']),
  LOG_LEVEL: v.picklist(LOG_LEVELS),
  CLIENT_DIR: v.string(),
  REFERENCE_DIR: v.string(),
}

const EXPECTED: Record<keyof typeof schemas, string> = {
  PORT: 'a number from 1 to 65535',
  HOST: 'an address or host name',
  DATA_DIR: 'a folder',
  // Says nothing of what it is: that may hold a password.
  DATABASE_URL: 'postgres:// or postgresql:// with a host and the name of a database',
  PUBLIC_ORIGIN: 'http:// or https:// with a host and nothing after it',
  TRUST_PROXY: 'true or false',
  LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')}`,
  CLIENT_DIR: 'a folder',
  REFERENCE_DIR: 'a folder',
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the configuration from environment variables. An empty one counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    CONFIG_VARIABLES.map((variable) => [variable.name, env[variable.name] || variable.default]),
  )
  const isOriginGiven = Boolean(env['PUBLIC_ORIGIN'])
  if (!isOriginGiven) given['PUBLIC_ORIGIN'] = `http://localhost:${given['PORT']}`
  const parsed = v.safeParse(v.object(schemas), given)
  if (!parsed.success) {
    const names = new Set(parsed.issues.flatMap((issue) => v.getDotPath(issue) ?? []))
    // A default origin is made from the port, and only as wrong as that is.
    if (!isOriginGiven) names.delete('PUBLIC_ORIGIN')
    const faulty = CONFIG_VARIABLES.filter((variable) => names.has(variable.name))
    return { ok: false, problems: faulty.map(({ name }) => `${name} must be ${EXPECTED[name]}`) }
  }
  const { output } = parsed
  const dataFolder = resolve(output.DATA_DIR)
  const config: Config = {
    port: output.PORT,
    host: output.HOST,
    databaseUrl: output.DATABASE_URL === '' ? null : output.DATABASE_URL,
    dataFolder,
    databasePath: join(dataFolder, 'branchline.sqlite'),
    clientFolder: resolve(ROOT, output.CLIENT_DIR),
    referenceFolder: resolve(ROOT, output.REFERENCE_DIR),
    logLevel: output.LOG_LEVEL,
    publicOrigin: new URL(output.PUBLIC_ORIGIN).origin,
    trustProxy: output.TRUST_PROXY === 'true',
  }
  return { ok: true, config }
}

/** What a database is called in messages: never with its user or password. */
export function databaseName({ databaseUrl, databasePath }: Config): string {
  if (databaseUrl === null) return databasePath
  const { protocol, host, pathname } = new URL(databaseUrl)
  return `${protocol}//${host}${pathname}`
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host, pathname, searchParams } = new URL(text)
  const isPostgres = protocol === 'postgres:' || protocol === 'postgresql:'
  // A socket's folder stands in `?host=`.
  return isPostgres && (host !== '' || searchParams.has('host')) && pathname.length > 1
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
  return isWeb && (text === url.origin || text === `${url.origin}/`)
}
