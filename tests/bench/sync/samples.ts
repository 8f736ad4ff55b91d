import { quantile } from '../quantile.ts'
import { CONTENDERS, type ContenderName } from './contender.ts'

/** What is measured; in each the smaller figure is the better one. */
export const MEASURES = {
  'save-p50': { label: 'Save one entry, median', unit: 'ms', sizeIs: 'stored' },
  'save-p95': { label: 'Save one entry, 95th percentile', unit: 'ms', sizeIs: 'stored' },
  push: { label: 'Push what waits', unit: 'ms', sizeIs: 'entries' },
  'push-up': { label: '  sent for it', unit: 'bytes/entry', sizeIs: 'entries' },
  'push-wire': { label: '  both ways', unit: 'bytes/entry', sizeIs: 'entries' },
  'first-sync': { label: 'First sync', unit: 'ms', sizeIs: 'entries' },
  'first-sync-wire': { label: '  both ways', unit: 'bytes/entry', sizeIs: 'entries' },
  'quiet-requests': { label: 'Quiet sync', unit: 'requests', sizeIs: 'entries held' },
  'quiet-up': { label: '  sent', unit: 'bytes', sizeIs: 'entries held' },
  'quiet-down': { label: '  received', unit: 'bytes', sizeIs: 'entries held' },
  'quiet-ms': { label: '  time', unit: 'ms', sizeIs: 'entries held' },
  'county-quiet-up': { label: 'Quiet sync of a county tablet, sent', unit: 'bytes', sizeIs: 'entries held' },
  'county-quiet-down': { label: '  received', unit: 'bytes', sizeIs: 'entries held' },
  page: { label: 'Script of the page, gzip', unit: 'kB', sizeIs: null },
} as const
export type Measure = keyof typeof MEASURES

export interface Row {
  readonly measure: Measure
  /** Entries it was about; null where it is about none. */
  readonly size: number | null
  readonly samples: Readonly<Partial<Record<ContenderName, readonly number[] | undefined>>>
}

/** Every figure of a run, by what was measured and by whom. */
export class Samples {
  readonly #rows = new Map<
    string,
    { measure: Measure; size: number | null; samples: Map<string, number[]> }
  >()

  add(contender: ContenderName, measure: Measure, size: number | null, value: number): void {
    const key = `${measure} ${size ?? ''}`
    const row = this.#rows.get(key) ?? { measure, size, samples: new Map<string, number[]>() }
    this.#rows.set(key, row)
    const values = row.samples.get(contender) ?? []
    row.samples.set(contender, [...values, value])
  }

  /** In the order of `MEASURES`, small sizes first; what one measure counts stands under it. */
  rows(): readonly Row[] {
    const groups = [
      ['save-p50', 'save-p95'],
      ['push', 'push-up', 'push-wire'],
      ['first-sync', 'first-sync-wire'],
      ['county-quiet-up', 'county-quiet-down'],
    ]
    const order: readonly string[] = Object.keys(MEASURES)
    const place = ({ measure, size }: Row): readonly number[] => {
      const group = groups.find((some) => some.includes(measure))
      return group === undefined
        ? [order.indexOf(measure), size ?? 0, 0]
        : [order.indexOf(group[0] ?? ''), size ?? 0, order.indexOf(measure)]
    }
    return [...this.#rows.values()]
      .map(({ measure, size, samples }) => ({ measure, size, samples: inOrder(samples) }))
      .toSorted((left, right) => compare(place(left), place(right)))
  }
}

function inOrder(samples: ReadonlyMap<string, number[]>): Row['samples'] {
  return Object.fromEntries(
    CONTENDERS.flatMap((name) => (samples.has(name) ? [[name, samples.get(name)]] : [])),
  )
}

function compare(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index])
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}

/** The median of a contender's figures; `undefined` where it has none. */
export function medianOf(row: Row | undefined, contender: ContenderName): number | undefined {
  const values = row?.samples[contender]
  return values === undefined ? undefined : quantile(values, 0.5)
}
