import type { BodyOf } from '../records/registry.ts'
import type { Contribution } from './cell.ts'

/** What is done for the climate, apart from green space and from the gates of building projects. */
const CARBON: ReadonlySet<string> = new Set([
  'parking',
  'energy',
  'lighting',
  'waste',
  'route',
  'display',
  'repair',
])

export function placeContributions(action: BodyOf<'place-action'>, scope: string): readonly Contribution[] {
  if (action.what === 'garden-session') return [{ key: `garden-session:${scope}`, amount: 1 }]
  const isDone = CARBON.has(action.what) && action.stage === 'done'
  return isDone ? [{ key: `carbon-done:${scope}`, amount: 1 }] : []
}

export function heritageContributions(month: BodyOf<'heritage-online'>): readonly Contribution[] {
  const contributions = month.contributions ?? null
  return contributions === null ? [] : [{ key: 'heritage-online', amount: contributions }]
}
