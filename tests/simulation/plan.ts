import { type Chance, chanceOf } from '../fuzz/chance.ts'
import { FAIR, type Weather } from './weather.ts'

/** What a person does at a tablet. */
export type ActName =
  | 'log'
  | 'correct'
  | 'begin-correction'
  | 'finish-correction'
  | 'count'
  | 'note'
  | 'void'
  | 'restore'
  | 'settle-conflict'
  | 'withdraw'
  | 'decide-review'
  | 'ask'
  | 'answer'
  | 'close-quarter'
  | 'edit-preset'
  | 'log-elsewhere'

/** What befalls tablets, roads and the server. */
export type FaultName =
  | 'drop'
  | 'drop-reply'
  | 'double'
  | 'busy'
  | 'reused-id'
  | 'lossy-page'
  | 'crash'
  | 'power-cut'
  | 'wipe'
  | 'disk-full'
  | 'clock-jump'
  | 'other-build'
  | 'offline'
  | 'revoke'
  | 're-enrol'
  | 'copy-profile'
  | 'second-tab'
  | 'save-file'
  | 'carry-file'
  | 'load-receipts'
  | 'server-crash'
  | 'back-up'
  | 'restore-server'
  | 'raise-floor'

type StepName = ActName | FaultName | 'sync' | 'rest'

export interface Step {
  readonly name: StepName
  /** Which tablet, of those there are. */
  readonly tablet: number
  /** Everything the step leaves to chance follows from it, whatever other steps there are. */
  readonly seed: number
  /** How many pieces of work go on before the next step. */
  readonly tasks: number
}

export interface Plan {
  readonly seed: number
  /** The site of each tablet; null for a county tablet. */
  readonly sites: readonly (string | null)[]
  readonly weather: Weather
  /** Milliseconds that each tablet's clock is wrong by. */
  readonly skews: readonly number[]
  readonly marksDurable: boolean
  readonly steps: readonly Step[]
}

const HOUR_MS = 60 * 60 * 1000
const ABINGDON = 'site/abingdon'
const WYCHWOOD = 'site/wychwood'
/** Two tablets at one site come first, since only they can meet. */
const CASTS: readonly (readonly (string | null)[])[] = [
  [ABINGDON, ABINGDON],
  [ABINGDON, ABINGDON, null],
  [ABINGDON, null],
  [ABINGDON, ABINGDON, WYCHWOOD],
  [ABINGDON, ABINGDON, WYCHWOOD, null],
  [ABINGDON, WYCHWOOD, null, null],
  [ABINGDON, ABINGDON, WYCHWOOD, null, null],
]

const ACTS: Readonly<Record<ActName, number>> = {
  log: 10,
  correct: 10,
  'begin-correction': 3,
  'finish-correction': 3,
  count: 5,
  note: 5,
  void: 3,
  restore: 2,
  'settle-conflict': 4,
  withdraw: 2,
  'decide-review': 3,
  ask: 1,
  answer: 1,
  'close-quarter': 1,
  'edit-preset': 3,
  'log-elsewhere': 1,
}

/** Faults that are steps of their own, and how often each comes where a run has it at all. */
const BLOWS: Readonly<Partial<Record<FaultName, number>>> = {
  crash: 6,
  'power-cut': 4,
  wipe: 1,
  'disk-full': 3,
  'clock-jump': 2,
  'other-build': 2,
  offline: 6,
  revoke: 1.5,
  're-enrol': 3,
  'copy-profile': 1,
  'second-tab': 3,
  'save-file': 3,
  'carry-file': 4,
  'load-receipts': 3,
  'server-crash': 5,
  'back-up': 3,
  'restore-server': 1.5,
  'raise-floor': 1.5,
}

const ROUNDABOUT: ReadonlySet<string> = new Set(['back-up', 'restore-server', 'save-file', 'carry-file'])

export function planOf(seed: number, length: number): Plan {
  const chance = chanceOf(seed, 1)
  const sites = chance.pick(CASTS)
  const weights = weightsOf(chance)
  const pace = chance.pick([8, 25, 60, 150])
  const steps = Array.from(
    { length },
    (): Step => ({
      name: chance.weighed(weights),
      tablet: chance.below(sites.length),
      seed: chance.below(2 ** 31),
      tasks: chance.below(pace * 2),
    }),
  )
  return {
    seed,
    sites,
    weather: weatherOf(chance),
    skews: sites.map(() => (chance.below(49) - 24) * HOUR_MS),
    marksDurable: chance.often(0.5),
    steps,
  }
}

/** Each run has faults of its own choosing, some of them often. */
function weightsOf(chance: Chance): Readonly<Record<StepName, number>> {
  const calm = chance.often(0.15)
  const part = chance.pick([0.2, 0.5, 0.8])
  const eagerness = chance.pick([0.3, 1, 1.5])
  // Backups and files take the same work along several ways, which chance alone seldom does.
  const isRoundabout = !calm && chance.often(0.25)
  // Two tabs that fetch at once, on roads where the later answer may come first.
  const isCrowded = !calm && chance.often(0.25)
  const blows = Object.entries(BLOWS).map(([name, weight]) => {
    const isWay = isRoundabout && ROUNDABOUT.has(name)
    if (isCrowded && name === 'second-tab') return [name, weight * 5]
    return [name, isWay ? weight * 3 : calm || !chance.often(part) ? 0 : weight * eagerness]
  })
  const none = Object.fromEntries(Object.keys(BLOWS).map((name) => [name, 0]))
  const messages = { drop: 0, 'drop-reply': 0, double: 0, busy: 0, 'reused-id': 0, 'lossy-page': 0 }
  // Every name of a step stands in one of these.
  return {
    ...ACTS,
    sync: chance.pick([15, 30, 50]),
    rest: 0.5,
    ...messages,
    ...none,
    ...Object.fromEntries(blows),
  } as Readonly<Record<StepName, number>>
}

function weatherOf(chance: Chance): Weather {
  if (chance.often(0.2)) return { ...FAIR, slow: chance.pick([0, 20]) }
  const rate = (part: number, most: number) => (chance.often(part) ? (chance.below(100) / 100) * most : 0)
  return {
    drop: rate(0.6, 0.3),
    dropReply: rate(0.6, 0.3),
    double: rate(0.5, 0.3),
    busy: rate(0.2, 0.1),
    reuse: rate(0.2, 0.2),
    lossyPage: rate(0.2, 0.05),
    slow: chance.pick([0, 10, 60, 300]),
  }
}
