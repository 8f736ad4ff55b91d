import type { Driven } from './drive-tablets.ts'
import type { Batching } from './make-pushes.ts'

/** What the process that makes the load is told. Tablets are named by index: it knows the rest itself. */
export interface LoadPlan {
  readonly origins: readonly string[]
  readonly epoch: string
  readonly sites: number
  /** Tablets 0 to `tablets - 1` are measured; as many as `warmUpTablets` after them come first, unmeasured. */
  readonly tablets: number
  readonly warmUpTablets: number
  readonly operationsEach: number
  readonly batching: Batching
  readonly connections: number
  readonly goesOn: boolean
  readonly losesOneIn: number
}

/** What a load came to, as its maker saw it. */
export interface LoadResult extends Driven {
  readonly operations: number
  readonly seconds: number
  /** Processor seconds that making the load took meanwhile; near `seconds` it held the server up. */
  readonly cpuSeconds: number
  /** Bytes of all requests' bodies. */
  readonly sentBytes: number
}

export type ToLoad = { readonly step: 'build'; readonly plan: LoadPlan } | { readonly step: 'warm-up' | 'go' }

export type FromLoad =
  | { readonly step: 'built' | 'warm' }
  | { readonly step: 'progress'; readonly operations: number }
  | { readonly step: 'done'; readonly result: LoadResult }
  | { readonly step: 'failed'; readonly what: string }
