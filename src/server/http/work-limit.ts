/** Requests at work at once; beyond it tablets wait better than the machine does. */
const SYNC_REQUESTS_AT_WORK = 100

export interface WorkLimit {
  /** Does a piece of work when there is room for it. @returns `null` when there is not, and nothing was done */
  run<Result>(work: () => Promise<Result>): Promise<Result | null>
}

/** Lets at most `limit` pieces of work go on at once. Rule TR-4. */
export function createWorkLimit(limit: number = SYNC_REQUESTS_AT_WORK): WorkLimit {
  let atWork = 0
  return {
    run: async (work) => {
      if (atWork >= limit) return null
      atWork += 1
      try {
        return await work()
      } finally {
        atWork -= 1
      }
    },
  }
}
