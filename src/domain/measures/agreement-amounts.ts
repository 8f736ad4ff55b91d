import type { BodyOf } from '../records/registry.ts'
import { monthOf } from '../time/quarter.ts'
import type { FromLists } from './amount.ts'
import { isIn } from './place-asked.ts'
import type { Asked, KeptBy, Standing } from './standing.ts'

type Agreement = KeptBy<BodyOf<'agreement'>>

const PENCE = 100

/** Agreements of the place asked for that have begun by the day asked for. One without a first day has. */
function begun({ agreements, areas }: Standing, asked: Asked): readonly Agreement[] {
  return agreements.filter(
    ({ scope, body }) => isIn(areas, asked, scope) && (body.startsOn === null || body.startsOn <= asked.asOf),
  )
}

function isReviewed({ body }: Agreement, { span }: Asked): boolean {
  if (body.reviewedOn === null) return false
  const month = monthOf(body.reviewedOn)
  return month >= span.first && month <= span.last
}

function isSignedIn({ body }: Agreement, { span }: Asked): boolean {
  if (body.signedOn === null) return false
  const month = monthOf(body.signedOn)
  return month >= span.first && month <= span.last
}

export const agreementsAmount: FromLists = {
  take: 'lists',
  words: 'Agreements that have begun',
  read: (standing, asked) => begun(standing, asked).length,
}

export const agreementsSeenTo: FromLists = {
  take: 'lists',
  words: 'Of them, those reviewed or signed in the period',
  read: (standing, asked) =>
    begun(standing, asked).filter((one) => isReviewed(one, asked) || isSignedIn(one, asked)).length,
}

const COMMUNITY: ReadonlySet<string> = new Set(['community', 'friends'])

export const communityAgreements: FromLists = {
  take: 'lists',
  words: 'Community and Friends agreements that have begun',
  read: (standing, asked) => begun(standing, asked).filter(({ body }) => COMMUNITY.has(body.subType)).length,
}

/** One without a review date is in date no longer than anybody has said: it is not. */
export const communityInDate: FromLists = {
  take: 'lists',
  words: 'Of them, those whose review is due that day or later',
  read: (standing, asked) =>
    begun(standing, asked).filter(
      ({ body }) => COMMUNITY.has(body.subType) && body.reviewDue !== null && body.reviewDue >= asked.asOf,
    ).length,
}

export const fundingSecured: FromLists = {
  take: 'lists',
  words: 'Funding of agreements signed in the period, in pounds',
  read: (standing, asked) =>
    begun(standing, asked)
      .filter((one) => isSignedIn(one, asked))
      .reduce((sum, { body }) => sum + (body.fundingPence ?? 0), 0) / PENCE,
}

export const sharingSites: FromLists = {
  take: 'lists',
  words: 'Sites that share their building, by their own record or by an agreement on it',
  read: (standing, asked) => {
    const byAgreement = new Set(
      begun(standing, asked)
        .filter(({ body }) => body.subType === 'co-location')
        .map(({ scope }) => scope),
    )
    return standing.sites.filter(
      ({ id, body }) =>
        isIn(standing.areas, asked, id) && (body.coLocatedWith.length > 0 || byAgreement.has(id)),
    ).length
  },
}
