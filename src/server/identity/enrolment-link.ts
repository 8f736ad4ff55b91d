import { mintCode, mintFirstCode, offeredSites, type EnrolmentDeps } from './enrolment.ts'
import { StartProblem } from '../start-problem.ts'

/** What `--enrol` asked for: a link for any site, or for the one whose id ends in `slug`. */
export interface EnrolWish {
  readonly slug: string | null
}

/** Reads `--enrol` or `--enrol <site>` from a command's arguments; null when it is not among them. */
export function readEnrolWish(args: readonly string[]): EnrolWish | null {
  const [first, slug = null, ...rest] = args
  if (first === undefined) return null
  if (first !== '--enrol' || rest.length > 0) {
    throw new StartProblem(
      'This takes no arguments but "--enrol" or "--enrol <site>", a site by its id without "site/"',
    )
  }
  return { slug }
}

/**
 * The enrolment link a start prints, if one is due: until the first has been used, and when it was asked for.
 * Processes that share a database must not take each other's link away, as a first code takes the one before
 * it: until a tablet is enrolled, each of them prints one that is good for ten minutes.
 *
 * @throws {StartProblem} when the wish names a site that cannot be enrolled at
 */
export async function linkAtStart(
  deps: EnrolmentDeps,
  publicOrigin: string,
  wish: EnrolWish | null,
  { isShared }: { readonly isShared: boolean } = { isShared: false },
): Promise<string | null> {
  if (wish !== null && wish.slug !== null) return furtherLink(deps, publicOrigin, wish)
  if (isShared) {
    const isWished = wish !== null || (await deps.store.listTablets()).length === 0
    return isWished ? furtherLink(deps, publicOrigin, { slug: null }) : null
  }
  const first = await mintFirstCode(deps)
  if (first !== null) return linkWith(publicOrigin, first)
  return wish === null ? null : furtherLink(deps, publicOrigin, wish)
}

/**
 * A link good for ten minutes. Links given out before keep working.
 *
 * @throws {StartProblem} when the wish names a site that cannot be enrolled at
 */
export async function furtherLink(
  deps: EnrolmentDeps,
  publicOrigin: string,
  { slug }: EnrolWish,
): Promise<string> {
  if (slug === null) return linkWith(publicOrigin, await mintCode(deps, null))
  const sites = await offeredSites(deps.store)
  const site = sites.find(({ id }) => id === `site/${slug}` || id === slug)
  if (site === undefined) {
    const known = sites.map(({ id }) => id.replace('site/', '')).join(', ')
    throw new StartProblem(`There is no site "${slug}" to enrol at. Sites: ${known}`)
  }
  return linkWith(publicOrigin, await mintCode(deps, site.id))
}

/** The code stands in the fragment, which browsers keep to themselves, so that it reaches no log. */
function linkWith(publicOrigin: string, code: string): string {
  return `${publicOrigin}/enrol#${code}`
}
