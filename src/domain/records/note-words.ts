import type { NoteConcern } from './note-check.ts'

const CONCERN: Record<NoteConcern, string> = {
  name: 'a person’s name',
  email: 'an e-mail address',
  phone: 'a phone number',
  postcode: 'a postcode',
}

/** A gentle warning about a note; `null` when there is nothing to warn of. */
export function concernsInWords(concerns: readonly NoteConcern[]): string | null {
  if (concerns.length === 0) return null
  const found = concerns.map((concern) => CONCERN[concern])
  const last = found.pop()
  const list = found.length === 0 ? last : `${found.join(', ')} and ${last}`
  return `This looks as if it holds ${list}. Branchline counts, it does not keep people’s details: please leave them out.`
}
