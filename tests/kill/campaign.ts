import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildClient } from '#support/browser-build.ts'
import { findBrowser } from '#support/browser-find.ts'
import { startPostgres } from '#support/postgres-start.ts'
import { seededRandom } from '#support/seeded-random.ts'
import { type BrowserKills, killBrowsers } from './browser-kills.ts'
import { collectFindings, type Findings } from './findings.ts'
import { type DraftKills, killWhileTyping } from './draft-kills.ts'
import { killPads, type PadKills } from './pad-kills.ts'
import { killServers, type ServerKills } from './server-kills.ts'

export interface CampaignOptions {
  /** Kills of the server, of the browser while it saves, and while somebody counts on the pad. */
  readonly rounds: number
  readonly browserRounds: number
  readonly padRounds: number
  /** The forms in each of which it is killed once: their names, or `all`. */
  readonly forms: readonly string[]
  readonly database: 'sqlite' | 'postgres'
  readonly seed: number
  readonly say: (text: string) => void
}

const TELL_EVERY = 10
/** On the pad, in each round. */
const TAPS = 400

/** Kills servers, then browsers. @returns what that came to, for a line of JSON */
export async function campaign(options: CampaignOptions) {
  const { rounds, database, seed, say } = options
  const began = performance.now()
  const findings = collectFindings(({ kind, what }) => say(`${kind.toUpperCase()}: ${what}`))
  const server = await killingServers(options, findings)
  const { browser, pad, drafts } = await killingBrowsers(options, findings)
  return {
    database,
    seed,
    rounds: rounds + options.browserRounds + options.padRounds,
    kills: (server?.kills ?? 0) + (browser?.kills ?? 0) + (pad?.kills ?? 0) + (drafts?.kills ?? 0),
    operations: (server?.operations ?? 0) + (browser?.operations ?? 0),
    lost: findings.count('lost'),
    doubled: findings.count('doubled'),
    wrong: findings.count('wrong'),
    seconds: Math.round((performance.now() - began) / 1000),
    server,
    browser,
    pad,
    drafts,
  }
}

async function killingServers(options: CampaignOptions, findings: Findings): Promise<ServerKills | null> {
  const { rounds, database, seed, say } = options
  if (rounds === 0) return null
  const postgres = database === 'postgres' ? await startPostgres() : null
  try {
    return await killServers({
      rounds,
      // The one that every PostgreSQL is made with.
      databaseUrl: postgres === null ? undefined : `${postgres.url}/postgres`,
      random: seededRandom(seed),
      findings,
      onRound: progress('server', rounds, 'operations', say),
    })
  } finally {
    await postgres?.stop()
  }
}

interface KilledBrowsers {
  readonly browser: BrowserKills | null
  readonly pad: PadKills | null
  readonly drafts: DraftKills | null
}

async function killingBrowsers(options: CampaignOptions, findings: Findings): Promise<KilledBrowsers> {
  const { browserRounds, padRounds, forms, seed, say } = options
  if (browserRounds + padRounds + forms.length === 0) return { browser: null, pad: null, drafts: null }
  const clientFolder = await mkdtemp(join(tmpdir(), 'branchline-client-'))
  try {
    await buildClient(clientFolder, 'kill-test')
    const inBrowser = { browserPath: findBrowser(), clientFolder, random: seededRandom(seed), findings }
    const browser =
      browserRounds === 0
        ? null
        : await killBrowsers({
            ...inBrowser,
            rounds: browserRounds,
            onRound: progress('browser', browserRounds, 'saves', say),
          })
    const pad =
      padRounds === 0
        ? null
        : await killPads({
            ...inBrowser,
            rounds: padRounds,
            taps: TAPS,
            onRound: progress('pad', padRounds, 'taps', say),
          })
    const drafts =
      forms.length > 0
        ? await killWhileTyping({
            ...inBrowser,
            isWanted: (form) => forms.includes('all') || forms.includes(form),
            onForm: (count, fields) => say(`killed in ${count} forms, ${fields} fields typed in`),
          })
        : null
    return { browser, pad, drafts }
  } finally {
    await rm(clientFolder, { recursive: true, force: true })
  }
}

function progress(what: string, rounds: number, counted: string, say: CampaignOptions['say']) {
  const began = performance.now()
  return (round: number, count: number): void => {
    if (round % TELL_EVERY !== 0 && round !== rounds) return
    const perMinute = Math.round(round / ((performance.now() - began) / 60_000))
    say(`${what} killed ${round} times of ${rounds}, ${count} ${counted}, ${perMinute} a minute`)
  }
}
