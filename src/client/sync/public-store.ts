import { create } from 'zustand'

/** How far the fetching of public reference data has come, in bytes; null while nothing is being fetched. A reload may lose it. */
interface PublicProgress {
  readonly progress: { readonly received: number; readonly total: number } | null
}

export const usePublicProgress = create<PublicProgress>(() => ({ progress: null }))
