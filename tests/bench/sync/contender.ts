import type { Admission } from './contender-page.ts'
import type { CountingProxy } from './counting-proxy.ts'

export const CONTENDERS = ['branchline', 'pouchdb', 'rxdb', 'floor'] as const
export type ContenderName = (typeof CONTENDERS)[number]

export const CONTENDER_LABEL: Readonly<Record<ContenderName, string>> = {
  branchline: 'Branchline',
  pouchdb: 'PouchDB',
  rxdb: 'RxDB',
  floor: 'floor',
}

/** A contender's own server, running, with the counting proxy before it. */
export interface ContenderServer {
  readonly proxy: CountingProxy
  /** What a new browser shows to be let in; made anew for each. */
  admission(site: string): Promise<Admission>
  close(): Promise<void>
}
