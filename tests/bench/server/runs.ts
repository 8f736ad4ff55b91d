import { BATCH_MAX_OPERATIONS } from '#sync/messages.ts'
import type { PostgresServer } from '#support/postgres-start.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { type Arrivals, checkArrivals } from './check-arrivals.ts'
import type { LoadPlan } from './load-plan.ts'
import type { TabletWork } from './make-operations.ts'
import { type Measured, measure } from './measure.ts'
import { type Servers, startServers } from './servers-under-load.ts'
import { simulatedTablet } from './simulated-tablets.ts'

/** What is measured, and how much of it. */
export interface Run {
  readonly name: string
  readonly part: 'sqlite' | 'postgres' | 'storm'
  readonly engine: 'sqlite' | 'postgres'
  readonly processes: number
  /** How a tablet comes by: with how many operations in all, and in what batches. */
  readonly load: Omit<LoadPlan, 'origins' | 'epoch'>
}

export interface RunResult extends Measured {
  readonly part: Run['part']
  readonly engine: Run['engine']
  /** Null where only the replies were looked at. */
  readonly arrivals: Arrivals | null
}

export interface Sizes {
  /** True to see that it works: figures of so short a run mean little. */
  readonly quick: boolean
  /** Tablets of the storm. */
  readonly stormTablets: number
  /** Pushes under way at once, but for the storm. What waits for the others is in the times of a push. */
  readonly connections: number
}

const SITES = 1_000
const STORM_CONNECTIONS = 200
const STORM_ENTRIES = 50
/** A signal that has only just come back is soon lost again. */
const STORM_LOSES_ONE_IN = 50

/** Five hundred operations are three requests: the agreement allows two hundred in one. */
const BATCHES_OF_500 = [BATCH_MAX_OPERATIONS, BATCH_MAX_OPERATIONS, 500 - 2 * BATCH_MAX_OPERATIONS]

export function plannedRuns({ quick, stormTablets, connections }: Sizes): readonly Run[] {
  const steady = {
    sites: SITES,
    tablets: SITES,
    warmUpTablets: quick ? 40 : 100,
    connections,
    goesOn: false,
    losesOneIn: 0,
  }
  const of500 = { ...steady, batching: BATCHES_OF_500, operationsEach: 500 }
  const of50 = { ...steady, batching: [50], operationsEach: quick ? 50 : 200 }
  const storm = {
    ...steady,
    tablets: stormTablets,
    batching: 'as-tablets-do',
    operationsEach: STORM_ENTRIES,
    connections: STORM_CONNECTIONS,
    goesOn: true,
    losesOneIn: STORM_LOSES_ONE_IN,
  } as const
  const on = (part: Run['part'], engine: Run['engine'], processes: number) => ({ part, engine, processes })
  return [
    {
      name: 'SQLite, batched 500',
      ...on('sqlite', 'sqlite', 1),
      load: quick ? { ...of500, tablets: 40, warmUpTablets: 6 } : { ...of500, tablets: 400 },
    },
    {
      name: 'SQLite, batches of 50',
      ...on('sqlite', 'sqlite', 1),
      load: quick ? { ...of50, tablets: 400 } : of50,
    },
    ...[1, 2, 4].map((processes) => ({
      name: `PostgreSQL, ${processes} ${processes === 1 ? 'process' : 'processes'}, batches of 50`,
      ...on('postgres', 'postgres', processes),
      load: quick ? { ...of50, tablets: 400 } : of50,
    })),
    { name: 'Storm, SQLite', ...on('storm', 'sqlite', 1), load: storm },
    { name: 'Storm, PostgreSQL, 2 processes', ...on('storm', 'postgres', 2), load: storm },
  ]
}

/** Does one of them, on servers and a database of its own. @param postgres null when the run is on SQLite */
export async function doRun(run: Run, postgres: PostgresServer | null): Promise<RunResult> {
  const { load, processes, part, engine, name } = run
  const seeding = { sites: load.sites, tablets: load.tablets + load.warmUpTablets }
  const servers = await startServers({ ...seeding, postgres, processes })
  try {
    const { epoch } = servers.seeded
    const measured = await measure(name, servers, { ...load, origins: servers.origins, epoch })
    const arrivals = part === 'storm' ? await arrivalsOf(run, servers) : null
    return { ...measured, part, engine, arrivals }
  } finally {
    await servers.stop()
  }
}

async function arrivalsOf({ load }: Run, servers: Servers): Promise<Arrivals> {
  const { epoch, serviceId } = servers.seeded
  const { operationsEach: operations, sites } = load
  const workOf = (index: number): TabletWork => ({
    tablet: simulatedTablet(index, sites),
    epoch,
    operations,
    together: operations,
  })
  const works = Array.from({ length: load.tablets + load.warmUpTablets }, (_, index) => workOf(index))
  const store = await openSqlStore({ engine: servers.openEngine(), serviceId })
  try {
    return await checkArrivals(store, works, servers.environment)
  } finally {
    await store.close()
  }
}
