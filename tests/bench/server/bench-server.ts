/**
 * `npm run bench:server`: pushes of many tablets to server processes as they are run in earnest, on SQLite
 * and PostgreSQL, and the storm when all reconnect at once. It prints each figure beside the one we hold
 * ourselves to, and fails only when an entry is lost, doubled or not taken: machines differ.
 *
 *     npm run bench:server -- --json figures.json --only storm --tablets 2000 --quick
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import * as v from 'valibot'
import { type PostgresServer, startPostgres } from '#support/postgres-start.ts'
import { circumstances, faultsOf, holdsOf, notesOf, tableOf } from './report.ts'
import { doRun, plannedRuns, type RunResult } from './runs.ts'

const TABLETS = 10_000
const QUICK_TABLETS = 500
const CONNECTIONS = '16'
const countSchema = v.pipe(v.string(), v.regex(/^[1-9]\d{0,5}$/), v.transform(Number))

const optionsSchema = v.object({
  json: v.optional(v.string()),
  only: v.optional(v.picklist(['sqlite', 'postgres', 'storm'])),
  quick: v.optional(v.boolean(), false),
  tablets: v.optional(countSchema),
  connections: countSchema,
})

const { values } = parseArgs({
  options: {
    /** Where every figure and sample goes. */
    json: { type: 'string' },
    only: { type: 'string' },
    /** A tenth of the work or less, to see that it works. */
    quick: { type: 'boolean' },
    /** How many reconnect in the storm. */
    tablets: { type: 'string' },
    /** How many pushes are under way at once, but for the storm. */
    connections: { type: 'string', default: CONNECTIONS },
  },
})
const { json, only, quick, tablets, connections } = v.parse(optionsSchema, values)
const stormTablets = tablets ?? (quick ? QUICK_TABLETS : TABLETS)
const runs = plannedRuns({ quick, stormTablets, connections }).filter(
  ({ part }) => only === undefined || part === only,
)
const say = (text: string): void => void process.stderr.write(`${text}\n`)

async function versionOf(server: PostgresServer): Promise<string> {
  const client = new Client({ connectionString: `${server.url}/postgres` })
  await client.connect()
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  await client.end()
  return rows[0]?.server_version ?? 'unknown'
}

async function doRuns(postgres: PostgresServer | null): Promise<readonly RunResult[]> {
  const results: RunResult[] = []
  for (const run of runs) {
    say(`${run.name} …`)
    const result = await doRun(run, run.engine === 'postgres' ? postgres : null)
    const { operations, seconds, operationsPerSecond } = result
    say(`  ${operations} operations in ${seconds.toFixed(1)} s, ${Math.round(operationsPerSecond)} a second`)
    results.push(result)
  }
  return results
}

const postgres = runs.some(({ engine }) => engine === 'postgres') ? await startPostgres() : null
try {
  const about = circumstances(postgres === null ? null : await versionOf(postgres))
  const results = await doRuns(postgres)
  const holds = holdsOf(results)
  const faults = faultsOf(results)
  const { machine, versions } = about
  const lines = [
    '',
    `${versions.commit} · Node ${versions.node} · ${machine.processors} × ${machine.model}${quick ? ' · quick' : ''}`,
    ...tableOf(results),
    '',
    'SQLite is served by one app process: more than one need PostgreSQL.',
    ...notesOf(results),
    ...holds.map(({ what, figure, isMet }) => `${isMet ? 'met    ' : 'NOT met'}  ${what} (${figure})`),
    ...faults.map((fault) => `FAULT  ${fault}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  if (json !== undefined) {
    await writeFile(json, `${JSON.stringify({ ...about, quick, stormTablets, holds, faults, results })}\n`)
  }
  if (faults.length > 0) process.exitCode = 1
} finally {
  await postgres?.stop()
}
