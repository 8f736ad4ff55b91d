import * as v from 'valibot'
import { type PublicFileName, publicListSchema } from '#sync/public-list.ts'
import { readCredential } from '../data/open-tablet.ts'
import { storeAreas, storedAreasHash } from '../data/public-data.ts'
import type { Tablet } from '../data/tablet.ts'
import { afterSync } from './after-sync.ts'
import { chunksOf, letGo, within } from './deadline.ts'
import { usePublicProgress } from './public-store.ts'
import { strangerIn } from './transport.ts'

const FIRST_BYTE_MS = 30_000
const IDLE_MS = 30_000
/** Progress is told in steps of this, so that a fast link does not redraw a screen for every packet. */
const STEP_BYTES = 16 * 1024

type Fetching = Pick<Tablet, 'db' | 'publicData' | 'device'>

/** `current`: what the server has is here, or it has none. `later`: no signal, no room, or nothing that can be read. */
export type FetchResult = 'current' | 'later'

/** Fetches the public reference data that this tablet lacks. Never throws, and takes nothing away until the new one is whole. */
export async function fetchPublic(tablet: Fetching): Promise<FetchResult> {
  try {
    const list = v.parse(publicListSchema, JSON.parse(await ask(tablet, '/api/public')))
    const areas = list.files.find(({ name }) => name === 'areas')
    if (areas === undefined || areas.hash === (await storedAreasHash(tablet.publicData))) return 'current'
    const value: unknown = JSON.parse(await ask(tablet, `/api/public/areas/${areas.hash}`, areas))
    return (await storeAreas(tablet.publicData, areas.hash, value)) ? 'current' : 'later'
  } catch {
    return 'later'
  } finally {
    usePublicProgress.setState({ progress: null })
  }
}

/** The text at an address of ours. Throws when the link breaks or something else answers. */
export async function ask(
  tablet: Pick<Tablet, 'db' | 'device'>,
  path: string,
  file?: PublicFileName,
): Promise<string> {
  const { fetch, timers, clock } = tablet.device
  const cut = new AbortController()
  const credential = (await readCredential(tablet)) ?? ''
  const response = await within(
    timers,
    FIRST_BYTE_MS,
    cut,
    fetch(path, {
      headers: { authorization: `Bearer ${credential}` },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      signal: cut.signal,
    }),
  )
  if (!response.ok || strangerIn(response, /\bjson\b/i, clock.now()) !== null) {
    letGo(response)
    throw new Error('something else answered')
  }
  let text = ''
  let told = 0
  for await (const chunk of chunksOf(response, { timers, cut, idleMs: IDLE_MS })) {
    text += chunk
    if (file === undefined || text.length - told < STEP_BYTES) continue
    told = text.length
    usePublicProgress.setState({ progress: { received: Math.min(told, file.bytes), total: file.bytes } })
  }
  return text
}

/** Once it is all here, the server is asked for a newer version this much later, while the app stays open. */
const AGAIN_MS = 24 * 60 * 60 * 1000

/** Fetches public reference data after rounds of sync, while something may be lacking. @returns a function that stops it */
export function keepPublicData(tablet: Fetching): () => void {
  return afterSync(tablet, async () => ((await fetchPublic(tablet)) === 'current' ? AGAIN_MS : 0))
}
