import type { EnrolFailure } from '#client/sync/enrol.ts'

/** Why a tablet could not be set up and what to do, for everything that can go wrong. */
export const ENROL_FAILURE_WORDS: Record<EnrolFailure, string> = {
  unreachable:
    'There is no contact with the county just now. Setting up needs signal, this once: try again when you have it.',
  'code-unknown':
    'The county does not know this link. Check that you opened all of it, or ask for a new one.',
  'code-expired': 'This link has run out. Ask the county for a new one; it works for a few minutes.',
  'code-used': 'This link has been used already. Each link sets up one tablet: ask the county for a new one.',
  'site-not-offered': 'This link is not for that site. Choose another, or ask the county for a link for it.',
  'too-many-tries': 'There were too many tries from here. Wait a minute, then try again.',
  unreadable: 'This link is not complete. Open it again, all of it, or ask the county for a new one.',
  'too-large': 'The county could not take that. Use a shorter name and try again.',
  'not-enrolled': 'The county does not know this tablet. Ask for a new link.',
  'not-this-tablet': 'This browser was set up as another tablet. Ask the county for a new link.',
  'update-needed': 'This Branchline is out of date. Reload the page, then open the link again.',
  'not-found': 'The county’s server has no Branchline at this address. Check the link.',
  busy: 'The county’s server is busy. Try again in a few minutes.',
  'server-failed': 'Something went wrong at the county’s end. Try again in a minute.',
}
