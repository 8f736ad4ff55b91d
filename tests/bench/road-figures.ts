import { BadRoad } from '#support/bad-road.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { type Taken, tabletWithWork } from '#support/road-tablet.ts'
import { seededRandom } from '#support/seeded-random.ts'

/** What the road is like, and what travels on it. */
export interface RoadRun {
  readonly entries: number
  readonly bitsPerSecond: number
  readonly roundTripMs: number
  readonly lostPart: number
}

export interface RoadFigures {
  readonly seed: number
  /** Until everything had a receipt, and until all of it was back in the server's copies. */
  readonly arrived: Taken
  readonly atRest: Taken
}

/** Sends a tablet's waiting entries to a server over a bad road, once for each seed. */
export async function roadFigures(
  { entries, ...conditions }: RoadRun,
  seeds: readonly number[],
  onFigures: (figures: RoadFigures) => void,
): Promise<void> {
  for (const seed of seeds) {
    const server = await ServerProcess.prepared('dist')
    try {
      await server.start()
      const { tablet, sendOver } = await tabletWithWork(await server.firstLink(), entries, seed)
      const road = await BadRoad.to(server.origin, { ...conditions, random: seededRandom(seed) })
      onFigures({ seed, ...(await sendOver(road)) })
      await road.close()
      tablet.db.close()
    } finally {
      await server.dispose()
    }
  }
}
