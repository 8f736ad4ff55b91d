import { type Body, type BodyOf, readBody, type RecordKind } from '../records/registry.ts'
import type { LocalDate } from '../time/local-date.ts'
import type { Contribution } from './cell.ts'
import {
  activationContributions,
  registrationContributions,
  summerReadingContributions,
  visitContributions,
} from './membership-contributions.ts'
import {
  businessContributions,
  followUpContributions,
  ideaContributions,
  outreachContributions,
  roundContributions,
} from './outreach-contributions.ts'
import {
  contactContributions,
  digitalContributions,
  referralContributions,
  shiftContributions,
  surveyContributions,
} from './people-contributions.ts'
import { heritageContributions, placeContributions } from './place-contributions.ts'
import { reachContributions, reachContributionsOf } from './reach-contributions.ts'
import { sessionContributions } from './session-contributions.ts'

/**
 * The version of everything that says what an entry adds to which component. Figures kept under another
 * version are worked out again.
 */
export const CONTRIBUTIONS_VERSION = 3

/** An entry about a day, as figures see it. Void entries are not entries to them. */
export interface LoggedEntry {
  readonly kind: string
  /** The site it is of, or the authority. */
  readonly scope: string
  readonly day: LocalDate
  readonly body: Body
}

/** A record as it is kept, on either side. */
export interface KeptEntry {
  readonly kind: string
  readonly scope: string
  readonly day: LocalDate | null
  readonly body: Body
  readonly deleted: boolean
}

/** A record as the figures see it; null for what is void, or about no day. */
export function loggedEntry(kept: KeptEntry | undefined): LoggedEntry | null {
  if (kept === undefined || kept.deleted || kept.day === null) return null
  return { kind: kept.kind, scope: kept.scope, day: kept.day, body: kept.body }
}

type Way = (body: Body, scope: string) => readonly Contribution[]

function way<Kind extends RecordKind>(
  kind: Kind,
  of: (body: BodyOf<Kind>, scope: string) => readonly Contribution[],
): readonly [string, Way] {
  return [
    kind,
    (body, scope) => {
      const read = readBody(kind, body)
      return read === null ? [] : of(read, scope)
    },
  ]
}

/**
 * Whom a session reached is known from a few of its fields, so it counts for that also where another field has
 * a value that this build does not know.
 */
function contributionsOfSession(body: Body, scope: string): readonly Contribution[] {
  const session = readBody('event-session', body)
  if (session === null) return reachContributionsOf({ kind: 'event-session', scope, body })
  return [...sessionContributions(session, scope), ...reachContributions(session, scope)]
}

const ways: ReadonlyMap<string, Way> = new Map([
  ['event-session', contributionsOfSession],
  way('volunteer-shift', shiftContributions),
  way('signposting-contact', contactContributions),
  way('social-referral', referralContributions),
  way('digital-help', digitalContributions),
  way('volunteer-survey', surveyContributions),
  way('registration-batch', registrationContributions),
  way('card-activation', activationContributions),
  way('class-visit', visitContributions),
  way('summer-reading-week', summerReadingContributions),
  way('business-support', businessContributions),
  way('business-follow-up', followUpContributions),
  way('outreach-contact', outreachContributions),
  way('home-library-round', roundContributions),
  way('idea', ideaContributions),
  way('place-action', placeContributions),
  way('heritage-online', heritageContributions),
])

/** Everything one entry adds to. Each component is named at most once. */
export function contributionsOf({ kind, scope, body }: LoggedEntry): readonly Contribution[] {
  return ways.get(kind)?.(body, scope) ?? []
}
