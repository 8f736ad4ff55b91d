import { setTimeout as pause } from 'node:timers/promises'
import * as v from 'valibot'
import { countWaiting } from '#client/data/outbox.ts'
import { checkDigests, checkLedger } from './check-at-rest.ts'
import type { Findings } from './findings.ts'
import { openWorld, type ServerWorld } from './server-world.ts'

/** So long the server lives after it has begun to answer. */
const LOAD_MS = { least: 20, most: 600 }
/** One in so many is killed before it answers: while it opens the database or judges what was left over. */
const WHILE_STARTING = 8
/** Everybody comes to rest and everything is compared after so many rounds, and in the end. */
const REST_EVERY = 100
/** More than enough: every round sends all that waits, and fetches all there is. */
const ROUNDS_TO_REST = 20

export interface ServerRun {
  readonly rounds: number
  /** A PostgreSQL with nothing in it, in place of SQLite. */
  readonly databaseUrl?: string | undefined
  readonly random: () => number
  readonly findings: Findings
  readonly onRound: (round: number, operations: number) => void
}

export interface ServerKills {
  readonly kills: number
  readonly whileStarting: number
  /** Requests that were under way when the server was killed. */
  readonly cutOff: number
  readonly operations: number
  readonly entries: number
}

/** Kills the server at random moments while tablets save and sync, and looks for what was lost or came twice. */
export async function killServers(run: ServerRun): Promise<ServerKills> {
  const { rounds, random, findings, onRound } = run
  const world = await openWorld({ databaseUrl: run.databaseUrl, random, findings })
  const { server, tablets, work } = world
  let kills = 0
  let whileStarting = 0
  try {
    for (const tablet of tablets) tablet.start()
    let startMs = 1_000
    for (let round = 1; round <= rounds; round += 1) {
      if (round % WHILE_STARTING === 0) {
        whileStarting += 1
        await killWhileStarting(world, random() * startMs)
      } else {
        const began = performance.now()
        if (server.pid === undefined) await server.start()
        startMs = performance.now() - began
        await pause(LOAD_MS.least + random() * (LOAD_MS.most - LOAD_MS.least))
        await server.kill()
      }
      kills += 1
      onRound(round, work.acknowledged.size)
      if (round % REST_EVERY === 0 || round === rounds) {
        await checkAtRest(world, run)
        if (findings.all.length > 0) break
        if (round < rounds) for (const tablet of tablets) tablet.start()
      }
    }
    const { acknowledged, entries } = work
    const figures = { operations: acknowledged.size, entries: entries.size, cutOff: world.cutOff() }
    return { kills, whileStarting, ...figures }
  } finally {
    await world.close()
  }
}

async function killWhileStarting({ server }: ServerWorld, afterMs: number): Promise<void> {
  await server.kill()
  // It ends by the kill, which is what it then complains of.
  const starting = server.start().catch(() => undefined)
  await pause(afterMs)
  await server.kill()
  await starting
}

async function checkAtRest(world: ServerWorld, { findings }: ServerRun): Promise<void> {
  const { server, tablets, work } = world
  for (const tablet of tablets) await tablet.stop()
  for (const tablet of tablets) await tablet.checkDisk()
  await server.start()
  await untilAtRest(world)
  await world.look(async (store) => {
    await checkLedger(store, work, findings)
    await checkDigests(
      store,
      tablets.map(({ tablet }) => tablet),
      findings,
    )
  })
  await checkVerify(world, findings)
}

async function untilAtRest({ tablets }: ServerWorld): Promise<void> {
  for (let round = 1; round <= ROUNDS_TO_REST; round += 1) {
    const results = await Promise.all(tablets.map((tablet) => tablet.round()))
    const waiting = await Promise.all(tablets.map(({ tablet }) => countWaiting(tablet.db)))
    if (round > 1 && results.every(({ ok }) => ok) && waiting.every((count) => count === 0)) {
      // One more, in which each fetches what the others sent last.
      await Promise.all(tablets.map((tablet) => tablet.round()))
      return
    }
  }
  throw new Error('the tablets did not come to rest')
}

const nothing = v.strictTuple([])
const verifiedSchema = v.object({
  differing: nothing,
  misfits: nothing,
  suspectedLoss: nothing,
  pending: nothing,
  standing: v.strictObject({}),
  waiting: v.strictObject({}),
})

async function checkVerify({ server }: ServerWorld, findings: Findings): Promise<void> {
  const { code, said } = await server.cli('verify', '--json')
  const document: unknown = /^\{.*\}$/m.test(said) ? JSON.parse(said) : null
  if (code === 0 && v.is(verifiedSchema, document)) return
  findings.add('wrong', `branchline verify ended with ${code}: ${said}`)
}
