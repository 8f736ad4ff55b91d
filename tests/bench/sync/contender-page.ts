/** What a new browser shows Branchline's server; the other contenders' servers ask for nothing. */
export interface Admission {
  readonly code: string
  /** The site it is a tablet of, or the whole county. */
  readonly site: string
}

/** Entries to make or seed, by their numbers. */
export interface Count {
  readonly from: number
  readonly count: number
}

/**
 * What every contender does inside a browser page; each function in a page of its own or after another.
 * Times are milliseconds by the page's own clock, without the page's loading.
 */
export interface ContenderPage {
  /**
   * From an empty browser to holding everything the server has: the database is made, and all of it fetched.
   */
  firstSync(admission: Admission): Promise<number>
  /** Makes entries that wait to be sent, in bulk. */
  fill(entries: Count): Promise<void>
  /** Sends everything that waits, until the server has it and this browser knows that. */
  push(): Promise<number>
  /** One round of sync in both directions. */
  sync(): Promise<number>
  /** Brings in entries as if the server had sent them, by the quickest way there is. */
  seed(entries: Count): Promise<void>
  /** Saves entries one by one as a person does; milliseconds of each. */
  saves(entries: Count): Promise<number[]>
  /** Entries the browser holds, to be sure that the work was done. */
  held(): Promise<number>
}
