/**
 * Takes the enrolment code out of the address, before anything else runs, so that it stands neither
 * on screen nor in the browser's history.
 *
 * @returns `null` when the address holds none
 */
export function takeEnrolmentCode(): string | null {
  if (location.pathname !== '/enrol' || location.hash.length < 2) return null
  const code = location.hash.slice(1)
  history.replaceState(null, '', '/enrol')
  return code
}
