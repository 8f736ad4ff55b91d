import type { BodyOf } from '../records/registry.ts'
import type { Contribution } from './cell.ts'

export function registrationContributions(batch: BodyOf<'registration-batch'>): readonly Contribution[] {
  return [
    { key: 'births', amount: batch.birthsRegistered },
    { key: 'cards-issued', amount: batch.cardsIssued },
  ]
}

export function activationContributions(activation: BodyOf<'card-activation'>): readonly Contribution[] {
  return [{ key: 'cards-first-used', amount: activation.cardsFirstUsed }]
}

/** A loan box is no visit: nobody met. A school not in the list yet is told apart by the name typed. */
export function visitContributions(visit: BodyOf<'class-visit'>): readonly Contribution[] {
  if (visit.direction === 'loan-box') return []
  const school = visit.schoolId ?? (visit.schoolName ?? null)?.trim().toLowerCase() ?? null
  return [
    { key: 'pupils', amount: visit.pupils },
    school === null ? { key: 'school', amount: null } : { key: `school:${school}`, amount: 1 },
  ]
}

export function summerReadingContributions(week: BodyOf<'summer-reading-week'>): readonly Contribution[] {
  return [
    { key: 'reading-starters', amount: week.starters },
    { key: 'reading-finishers', amount: week.finishers },
  ]
}
