/** Requests at work at once; beyond it tablets wait better than the machine does. */
const SYNC_REQUESTS_AT_WORK = 100

export interface WorkLimit {
  /** Does a piece of work when there is room for it. @returns `null` when there is not, and nothing was done */
  run<Result>(work: () => Promise<Result>): Promise<Result | null>
}

/**
 * Lets at most `limit` pieces of work go on at once, each begun in a turn of the event loop of its own, in
 * the order they came. Rule TR-4.
 *
 * An embedded database works without ever waiting, so pieces begun in one turn would all be done before the
 * next; and Node.js takes up one new connection a turn. Of 200 tablets that came at once, those whose
 * connections were taken up late waited behind everything the others had.
 */
export function createWorkLimit(limit: number = SYNC_REQUESTS_AT_WORK): WorkLimit {
  let atWork = 0
  let latestTurn = Promise.resolve()
  const ownTurn = (): Promise<void> => {
    latestTurn = latestTurn.then(() => new Promise((begin) => setImmediate(begin)))
    return latestTurn
  }
  return {
    run: async (work) => {
      if (atWork >= limit) return null
      atWork += 1
      try {
        await ownTurn()
        return await work()
      } finally {
        atWork -= 1
      }
    },
  }
}
