import { type Audience, AUDIENCE_LABEL } from './vocabulary.ts'

/** Several audiences in one line: "Ages 5 to 11 or ages 12 to 17". */
export function audiencesInWords(audiences: readonly Audience[]): string {
  const [first = '', ...others] = audiences.map((audience) => AUDIENCE_LABEL[audience])
  return [first, ...others.map((label) => label.charAt(0).toLowerCase() + label.slice(1))].join(' or ')
}
