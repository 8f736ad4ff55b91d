/**
 * `npm run fuzz`: throws broken and nearly right requests at every route, and fails when the server answers
 * one with a fault of its own, keeps one waiting, grows, or lets one change what it may not. See docs/fuzzing.md.
 *
 *     npm run fuzz -- --requests 100000 --raw 5000 --seed 1
 */
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { collectFindings } from './findings.ts'
import { throwInProcess } from './throw-in-process.ts'
import { throwRaw } from './throw-raw.ts'
import { watchdog } from './watchdog.ts'
import { openWorld } from './world.ts'

const HANG_MS = 5_000
const wholeSchema = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))
const optionsSchema = v.object({
  seed: wholeSchema,
  requests: wholeSchema,
  from: wholeSchema,
  raw: wholeSchema,
  'raw-from': wholeSchema,
})

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** Thrown in this process, from a place in the seed's row of requests. */
    requests: { type: 'string', default: '100000' },
    from: { type: 'string', default: '0' },
    /** Thrown over sockets at a server's own process. */
    raw: { type: 'string', default: '5000' },
    'raw-from': { type: 'string', default: '0' },
    /** A PostgreSQL to throw at, with nothing in it, in place of SQLite. */
    database: { type: 'string' },
  },
})
const { seed, requests, from, raw, 'raw-from': rawFrom } = v.parse(optionsSchema, values)
const say = (text: string): void => void process.stderr.write(`${text}\n`)
const guard = watchdog()
const findings = collectFindings(({ rule, at, what, again }) => {
  say(`Broken: ${rule} by ${at}: ${what}\n  again: npm run fuzz -- ${again}`)
})
const progressOf = (part: string, all: number) => (thrown: number) => {
  guard.at(`${part} ${thrown}`)
  if (thrown % 10_000 === 0 || thrown === all || part === 'raw') say(`${part}: ${thrown} of ${all}`)
}

async function inProcess() {
  if (requests === 0) return null
  const world = await openWorld({ seed, databaseUrl: values.database })
  try {
    const onProgress = progressOf('in process', requests)
    const onAnswer = (index: number) => guard.at(`request ${index}`)
    const options = { seed, from, requests, hangMs: HANG_MS, onProgress, onAnswer }
    return await throwInProcess(world, options, findings)
  } finally {
    await world.close()
  }
}

async function overSockets() {
  if (raw === 0) return null
  const onProgress = progressOf('raw', raw)
  return throwRaw({ seed, from: rawFrom, requests: raw, hangMs: HANG_MS, onProgress }, findings)
}

const thrown = await inProcess()
const thrownRaw = await overSockets()
await guard.stop()
const figures = {
  seed,
  requests,
  raw,
  broken: findings.all.length,
  inProcess: thrown,
  overSockets: thrownRaw,
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
if (findings.all.length > 0) {
  say(`\n${findings.all.length} broken. First: npm run fuzz -- ${findings.all[0]?.again ?? ''}`)
  process.exitCode = 1
}
