import { quantile } from './quantile.ts'

/** A table of what was timed, a line each: "p50 / p95" in milliseconds for each number of entries stored. */
export class FigureTable {
  readonly #lines = new Map<string, string[]>()

  add(times: Readonly<Record<string, readonly number[]>>): void {
    for (const [what, all] of Object.entries(times)) {
      const figure = `${quantile(all, 0.5).toFixed(1)} / ${quantile(all, 0.95).toFixed(1)}`
      this.#lines.set(what, [...(this.#lines.get(what) ?? []), figure])
    }
  }

  /** Under a line that says what stands in it. */
  under(first: string, counts: readonly number[]): string[][] {
    const head = [first, ...counts.map((count) => count.toLocaleString('en-GB'))]
    return [head, ...[...this.#lines].map(([what, figures]) => [what, ...figures])]
  }
}
