/** How far a cycle has come, in operations sent or rows fetched; `total` is null while nobody knows it. */
export interface CycleProgress {
  readonly phase: 'sending' | 'fetching'
  readonly done: number
  readonly total: number | null
}
