import { personOf } from '../records/kinds/volunteer.ts'
import type { BodyOf } from '../records/registry.ts'
import type { Contribution } from './cell.ts'
import { helpedContribution } from './reach-contributions.ts'

/**
 * Time given by volunteers, in minutes of everyone on the shift, and who gave it. People of a group have no
 * code and so are not told apart: their hours count, and the number of volunteers is said to be short.
 */
export function shiftContributions(shift: BodyOf<'volunteer-shift'>): readonly Contribution[] {
  if (shift.status === 'no-show') return []
  const minutes = shift.people * shift.minutesEach
  const basis = shift.source === 'estimate' ? ('estimated' as const) : undefined
  const who = shift.volunteerId === null ? null : personOf(shift.volunteerId)
  const isYoung = shift.isUnder25 === true
  const given = (key: string): Contribution => ({ key, amount: minutes, basis })
  return [
    given('volunteer-minutes'),
    given(`volunteer-minutes-in:${shift.roleId}`),
    ...(isYoung ? [given('young-minutes')] : []),
    who === null ? { key: 'volunteer', amount: null } : { key: `volunteer:${who}`, amount: 1 },
    ...(who !== null && isYoung ? [{ key: `young-volunteer:${who}`, amount: 1 }] : []),
  ]
}

/** Conversations, from very brief on; one that only started is logged and adds to no contact. */
export function contactContributions(contact: BodyOf<'signposting-contact'>): readonly Contribution[] {
  const one = (key: string): Contribution => ({ key, amount: 1 })
  const travel = contact.topic === 'travel' ? [one('travel-contact')] : []
  if (contact.depth === 'chat-started') return travel
  const isPassedOn = contact.action === 'signposted' || contact.action === 'referred'
  return [
    one('contact'),
    ...(isPassedOn ? [one('contact-passed-on')] : []),
    ...(contact.topic === 'caring' && contact.action !== 'not-wanted' ? [one('caring-contact')] : []),
    ...travel,
  ]
}

export function referralContributions(referral: BodyOf<'social-referral'>): readonly Contribution[] {
  return [
    { key: 'referral', amount: 1 },
    ...(referral.attendedFirst === 'yes' ? [{ key: 'referral-came', amount: 1 }] : []),
  ]
}

export function digitalContributions(help: BodyOf<'digital-help'>, scope: string): readonly Contribution[] {
  const people = (key: string): Contribution => ({ key, amount: help.people })
  return [
    people('digital-help'),
    helpedContribution(help, scope),
    ...(help.result === 'next-step' ? [] : [people('digital-did-it')]),
    ...(help.task === 'travel' ? [people('digital-travel')] : []),
  ]
}

/** Answers by group, and all who answered that question; "not said" is in neither. */
export function surveyContributions(survey: BodyOf<'volunteer-survey'>): readonly Contribution[] {
  const { byEthnicity, byDisability, byCaring, byLanguage } = survey
  return [
    ...shareOf('survey-ethnicity', byEthnicity, ['asian', 'black', 'mixed', 'other'], ['white']),
    ...shareOf('survey-disability', byDisability, ['disabled'], ['not-disabled']),
    ...shareOf('survey-caring', byCaring, ['carer'], ['not-carer']),
    ...shareOf('survey-language', byLanguage, ['other'], ['english']),
  ]
}

function shareOf(
  name: string,
  tallies: Readonly<Record<string, number>> | null | undefined,
  inGroup: readonly string[],
  outside: readonly string[],
): readonly Contribution[] {
  const sum = (groups: readonly string[]) =>
    groups.reduce((people, group) => people + (tallies?.[group] ?? 0), 0)
  const here = sum(inGroup)
  const answered = here + sum(outside)
  if (answered === 0) return []
  return [
    { key: name, amount: here },
    { key: `${name}-answered`, amount: answered },
  ]
}
