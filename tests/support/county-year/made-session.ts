import { FIRST_COUNT_KEY } from '#domain/records/headcount.ts'
import { type Preset, presetChoices } from '#domain/records/preset.ts'
import type { Body } from '#domain/records/registry.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { Chance } from './chance.ts'

const GROUPS = ['new-arrivals', 'carers', 'disabled-people', 'lgbtq', 'low-income', 'rural', 'men']

/** A session of a preset, with one of all the ways to count it, and now and then one that counts for nothing. */
export function madeSession(
  chance: Chance,
  { id, body }: { readonly id: string; readonly body: Preset },
  day: LocalDate,
  usualSize: number,
): Body {
  const isHybrid = chance.often(0.03)
  const heldState = chance.pick(HELD)
  return {
    ...presetChoices(id, body),
    day,
    startTime: chance.pick(['10:30', '14:00', '18:00']),
    audience: chance.pick(body.audiences),
    ...(isHybrid ? { format: 'hybrid', onlinePeak: chance.whole(0, 12) } : {}),
    ...(chance.often(0.015) ? { runBy: 'hired' } : {}),
    heldState,
    counts: heldState === 'held' ? madeCounts(chance, usualSize) : {},
    countMethod: chance.pick([
      'counted',
      'counted',
      'counted',
      'clicker',
      'register',
      'estimated',
      'sampled',
    ]),
    targetGroupIds: chance.often(0.12) ? [`target-group/${chance.pick(GROUPS)}`] : [],
    firstTimers: chance.often(0.08) ? chance.whole(0, 6) : null,
    accompanying: chance.often(0.2) ? chance.whole(0, 8) : null,
    note: '',
  }
}

const HELD = [
  ...Array.from({ length: 47 }, () => 'held'),
  'held-no-attendance',
  'cancelled',
  'postponed',
] as const

const WAYS = [
  'total',
  'total',
  'total',
  'total',
  'total',
  'ages',
  'ages',
  'doors',
  'roles',
  'moments',
  'none',
] as const

function madeCounts(chance: Chance, usualSize: number): Body {
  const total = chance.whole(1, Math.round(usualSize * 2) - 1)
  const plain = { split: 'none', total }
  switch (chance.pick(WAYS)) {
    case 'ages':
      return {
        [FIRST_COUNT_KEY]: {
          split: 'age',
          byAge: byAge(chance, total),
          stated: chance.often(0.1) ? total + 1 : null,
        },
      }
    case 'doors':
      return {
        'door-1': { split: 'none', total: Math.floor(total / 2) },
        'door-2': { split: 'none', total: Math.ceil(total / 2) },
      }
    case 'roles':
      return {
        [FIRST_COUNT_KEY]: { ...plain, role: 'participant' },
        adults: { split: 'none', total: 2, role: 'accompanying' },
        helpers: { split: 'none', total: 3, role: 'helper' },
      }
    case 'moments':
      return {
        start: { split: 'none', total: Math.floor(total / 2), moment: 'start' },
        middle: { ...plain, moment: 'middle' },
        end: { split: 'none', total: Math.floor(total / 3), moment: 'end' },
      }
    case 'none':
      return chance.often(0.3) ? {} : { [FIRST_COUNT_KEY]: { split: 'none', total: chance.whole(0, 2) } }
    case 'total':
      return { [FIRST_COUNT_KEY]: plain }
  }
}

function byAge(chance: Chance, total: number): Body {
  const young = chance.whole(0, total)
  return chance.often(0.5)
    ? { '0-4': young, '25-64': total - young }
    : { '5-11': young, '65+': total - young }
}
