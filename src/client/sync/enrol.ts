import { type EnrolOffer, enrolOfferSchema, enrolReplySchema, type ProblemCode } from '#sync/messages.ts'
import type { Device } from '../data/device.ts'
import { enrolTablet, prepareEnrolment } from '../data/open-tablet.ts'
import type { Tablet } from '../data/tablet.ts'
import { runCycle } from './cycle.ts'
import { httpTransport, post, type TransportFailure } from './transport.ts'

/** Why a tablet could not be set up; each has a sentence for staff. */
export type EnrolFailure = ProblemCode | 'unreachable'

function codeOf(failure: TransportFailure): EnrolFailure {
  if (failure.kind === 'problem') return failure.code
  return failure.kind === 'busy' && failure.retryAfterMs !== null ? 'too-many-tries' : 'unreachable'
}

/** Asks what an enrolment code lets this browser become. Asking does not use the code up. */
export async function askOffer(
  device: Pick<Device, 'fetch' | 'timers' | 'gzip' | 'clock'>,
  code: string,
): Promise<
  { readonly ok: true; readonly offer: EnrolOffer } | { readonly ok: false; readonly code: EnrolFailure }
> {
  const result = await post(device, '/api/enrol/offer', { code }, enrolOfferSchema)
  return result.ok ? { ok: true, offer: result.reply } : { ok: false, code: codeOf(result.failure) }
}

/** Sets this browser up as a tablet and fetches the plan, sites and profiles, so that it works without signal from now on. */
export async function enrol(
  device: Device,
  request: { readonly code: string; readonly site: string; readonly name: string },
): Promise<
  { readonly ok: true; readonly tablet: Tablet } | { readonly ok: false; readonly code: EnrolFailure }
> {
  const applicant = await prepareEnrolment(device, request.code)
  const result = await post(device, '/api/enrol', { ...request, ...applicant }, enrolReplySchema)
  if (!result.ok) return { ok: false, code: codeOf(result.failure) }
  const tablet = await enrolTablet(device, applicant, result.reply)
  // What this first cycle does not manage, the loop does as soon as it runs.
  await runCycle(tablet, httpTransport(tablet))
  return { ok: true, tablet }
}
