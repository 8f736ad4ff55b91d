import { secretHash } from '#server/identity/secrets.ts'
import type { NewTablet } from '#server/storage/record-store.ts'
import { type Chance, chanceOf } from '../../fuzz/chance.ts'

/** A tablet as far as the server sees one. */
export interface SimulatedTablet {
  readonly index: number
  readonly lineage: string
  readonly credential: string
  readonly siteId: string
  readonly person: { readonly personId: string; readonly name: string; readonly proof: 'kiosk' }
}

/** More than any simulated tablet ever makes, so that no two of them share chance. */
const OPERATIONS_AT_MOST = 100_000

/** The site scope of a number; sites of the bench stand beside those of the reference data. */
export function siteAt(index: number): string {
  return `site/bench-${String(index).padStart(4, '0')}`
}

/** The same tablet for the same index, in whichever process: only indexes need to be passed about. */
export function simulatedTablet(index: number, sites: number): SimulatedTablet {
  const chance = chanceOf(1, index)
  return {
    index,
    lineage: chance.uuid(),
    credential: chance.token(43),
    siteId: siteAt(index % sites),
    person: { personId: chance.uuid(), name: `Asha ${index}`, proof: 'kiosk' },
  }
}

/** Chance for one operation of a tablet. */
export function chanceFor({ index }: SimulatedTablet, n: number): Chance {
  return chanceOf(2, index * OPERATIONS_AT_MOST + n)
}

/** What the server is told when such a tablet enrols. */
export function asNewTablet({ lineage, credential, siteId, person }: SimulatedTablet): NewTablet {
  const { personId, name } = person
  return { lineage, credentialHash: secretHash(credential), siteId, personId, personName: name }
}
