import type * as v from 'valibot'
import { recordsHere } from '#domain/place/site.ts'
import { readBody } from '#domain/records/registry.ts'
import {
  type EnrolOffer,
  type EnrolReply,
  type enrolRequestSchema,
  type ProblemCode,
  WHOLE_COUNTY,
} from '#sync/messages.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { CodeProblem, EnrolmentCode, NewTablet, RecordStore } from '../storage/record-store.ts'
import { mayRead } from './rights.ts'
import { newCode, type RandomBytes, secretHash } from './secrets.ts'

const CODE_LIFETIME_MS = 10 * 60 * 1000

export interface EnrolmentDeps {
  readonly store: RecordStore
  readonly clock: () => number
  readonly newId: () => string
  readonly randomBytes: RandomBytes
}

export type EnrolRequest = v.InferOutput<typeof enrolRequestSchema>

/**
 * Makes a code that lets one browser become a tablet within ten minutes. Rules EN-1 and EN-2.
 *
 * @param siteId the one site it is good for; null to let its bearer choose, the whole county included
 * @returns the code, which exists nowhere else from here on
 */
export async function mintCode(deps: EnrolmentDeps, siteId: string | null): Promise<string> {
  return addNewCode(deps, { siteId, expiresAt: deps.clock() + CODE_LIFETIME_MS, first: false })
}

/**
 * Makes the code of the first start, good until used, in place of any earlier one that nobody used.
 *
 * @returns `null` once such a code has been used
 */
export async function mintFirstCode(deps: EnrolmentDeps): Promise<string | null> {
  if ((await deps.store.clearFirstCode()) === 'used') return null
  return addNewCode(deps, { siteId: null, expiresAt: null, first: true })
}

async function addNewCode(
  deps: EnrolmentDeps,
  about: Pick<EnrolmentCode, 'siteId' | 'expiresAt' | 'first'>,
): Promise<string> {
  const code = newCode(deps.randomBytes)
  await deps.store.addCode({ codeHash: secretHash(code), ...about }, deps.clock())
  return code
}

/** Sites whose tablets may be set up, by name. */
export async function offeredSites(store: RecordStore): Promise<EnrolOffer['sites']> {
  const records = await store.recordsOf(AUTHORITY_SCOPE, 'site')
  return records
    .flatMap((record) => {
      const site = record.deleted ? null : readBody('site', record.body)
      return site !== null && recordsHere(site) ? [{ id: record.id, name: site.name }] : []
    })
    .sort((left, right) => left.name.localeCompare(right.name, 'en-GB'))
}

type Offered =
  | { readonly ok: true; readonly offer: EnrolOffer }
  | { readonly ok: false; readonly code: CodeProblem }

/** What a code lets a browser become. Asking does not use the code up. */
export async function readOffer(
  deps: Pick<EnrolmentDeps, 'store' | 'clock'>,
  code: string,
): Promise<Offered> {
  const found = await deps.store.findCode(secretHash(code))
  const service = await deps.store.readService()
  if (found === null || service === null) return { ok: false, code: 'code-unknown' }
  if (found.usedAt !== null) return { ok: false, code: 'code-used' }
  if (found.expiresAt !== null && found.expiresAt <= deps.clock()) return { ok: false, code: 'code-expired' }
  const sites = await offeredSites(deps.store)
  const offer =
    found.siteId === null
      ? { service: service.name, sites, county: true }
      : { service: service.name, sites: sites.filter((site) => site.id === found.siteId), county: false }
  return { ok: true, offer }
}

export type Enrolled =
  | { readonly ok: true; readonly reply: EnrolReply }
  | { readonly ok: false; readonly code: ProblemCode }

/**
 * Uses a code up and makes a browser a tablet, with the credential it brings. A browser that is one
 * already gets the new credential in place of its old one and keeps its lineage, so that its count of
 * operations goes on. The same request again, after its reply was lost, gets the same reply. Rule EN-5.
 */
export async function enrolTablet(deps: EnrolmentDeps, request: EnrolRequest): Promise<Enrolled> {
  const credentialHash = secretHash(request.credential)
  const offered = await readOffer(deps, request.code)
  if (!offered.ok) {
    const known = offered.code === 'code-used' ? await deps.store.findTablet(credentialHash) : null
    return known?.lineage === request.lineage ? { ok: true, reply: await replyTo(deps, known) } : offered
  }
  const isCounty = request.site === WHOLE_COUNTY
  const isOffered = isCounty
    ? offered.offer.county
    : offered.offer.sites.some((site) => site.id === request.site)
  if (!isOffered) return { ok: false, code: 'site-not-offered' }

  const tablet: NewTablet = {
    lineage: request.lineage,
    credentialHash,
    siteId: isCounty ? null : request.site,
    personId: deps.newId(),
    personName: request.name,
    firstN: request.firstN,
  }
  const result = await deps.store.enrol(secretHash(request.code), tablet, deps.clock())
  return result === 'enrolled'
    ? { ok: true, reply: await replyTo(deps, tablet) }
    : { ok: false, code: result }
}

async function replyTo(
  { store }: Pick<EnrolmentDeps, 'store'>,
  { siteId, personId, personName }: Pick<NewTablet, 'siteId' | 'personId' | 'personName'>,
): Promise<EnrolReply> {
  const service = await store.readService()
  if (service === null) throw new Error('A tablet was enrolled before the service was installed')
  const scopes = await store.readFeed(async (feed) => feed.scopes())
  return {
    service: service.name,
    epoch: service.epoch,
    siteId,
    actor: { personId, name: personName, proof: 'kiosk' },
    scopes: scopes.filter((scope) => mayRead({ siteId, revoked: false }, scope.id)),
  }
}
