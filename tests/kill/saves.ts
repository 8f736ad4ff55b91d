import type { Findings } from './findings.ts'

/** What a browser has acknowledged as saved, kept outside of it. Each save of an entry counts one higher. */
export class Saves {
  /** How many were acknowledged. */
  count = 0
  /** The last count of each entry. */
  readonly totals = new Map<string, number>()
  readonly #findings: Findings

  constructor(findings: Findings) {
    this.#findings = findings
  }

  acknowledge(recordId: string, total: number): void {
    this.count += 1
    this.totals.set(recordId, total)
  }

  /** @param found the count of each entry, in the order of `totals`; null for one that is not there */
  check(found: readonly (number | null)[], where: string): void {
    for (const [index, [id, total]] of [...this.totals].entries()) {
      const there = found[index] ?? null
      // One more may have been saved than was acknowledged before the kill, and none less.
      if (there === null || there < total) {
        this.#findings.add(
          'lost',
          `entry ${id} was saved with ${total} and is ${there ?? 'not there'} ${where}`,
        )
      }
    }
  }
}
