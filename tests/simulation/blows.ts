import * as v from 'valibot'
import { Database } from '#client/data/database.ts'
import { enrolTablet, prepareEnrolment } from '#client/data/open-tablet.ts'
import { loadReceiptFile } from '#client/data/receipt-file.ts'
import { waitingFileOf } from '#client/data/waiting-file.ts'
import { carryFile } from '#client/sync/carry.ts'
import { enrolReplySchema, WHOLE_COUNTY } from '#sync/messages.ts'
import type { Chance } from '../fuzz/chance.ts'
import type { Answer } from './answers.ts'
import type { FaultName } from './plan.ts'
import type { Profile } from './profile.ts'
import type { World } from './world.ts'

const PLACES = ['site/abingdon', 'site/wychwood', null]
const PEOPLE = ['Asha', 'Ben', 'Cleo', 'Dev', 'Esi', 'Fay', 'Gus', 'Hal']
const MOST_PROFILES = 6
const HOUR_MS = 60 * 60 * 1000

interface Struck {
  readonly world: World
  readonly profile: Profile
  readonly chance: Chance
}

/** What a blow came to, in words; null when there was nothing for it to strike. */
type Blow = (struck: Struck) => Promise<string | null>

/** Sets a browser up as a tablet of its site, or gives the tablet it is another place and credential. */
async function enrolHere(world: World, profile: Profile): Promise<string> {
  const device = profile.device()
  const pending = profile.disk.read().credentials.find((row) => row.key === 'pending' && row.code !== 'fork')
  const code = pending?.code ?? (await world.server.mintCode())
  const applicant = await prepareEnrolment(device, code)
  const site = profile.siteId ?? WHOLE_COUNTY
  const name = PEOPLE[profile.index] ?? 'Ira'
  const text = JSON.stringify({ ...applicant, site, name })
  const given = await new Promise<Answer>((take) => {
    world.network.send(profile, { message: 'enrol', credential: undefined, text }, take)
  })
  if (!given.ok) {
    if (given.code !== 'unreachable' && given.code !== 'busy') await forgetPending(profile)
    return given.code
  }
  const tablet = await enrolTablet(device, applicant, v.parse(enrolReplySchema, JSON.parse(given.text)))
  // Another tab may stay open, as the tablet it was.
  profile.tabs = profile.tabs.slice(0, 1)
  profile.openTab(tablet)
  profile.tabs.reverse()
  profile.isForgotten = false
  return `enrolled for ${site}`
}

/** A code that is used up or too old is asked for anew. */
async function forgetPending(profile: Profile): Promise<void> {
  const db = new Database(profile.device())
  await db.open()
  await db.credentials.delete('pending')
  db.close()
}

export function enrol(world: World, profile: Profile): void {
  world.perform(profile, 'enrols', () => enrolHere(world, profile))
}

export function reopen(world: World, profile: Profile): void {
  world.perform(profile, 'starts', async () => ((await profile.open()) ? 'ready' : 'not enrolled'))
}

function stop({ world, profile }: Struck): void {
  world.scheduler.kill(profile.owner)
  profile.stop()
}

async function copyProfile({ world, profile }: Struck): Promise<string | null> {
  const { disk } = profile
  if (world.profiles.length >= MOST_PROFILES || !disk.isStill() || disk.read().tablet === undefined)
    return null
  const copy = world.addProfile(profile.siteId, profile.skew)
  const image = disk.read()
  const acked = [...profile.acked.values()]
  world.perform(copy, 'is copied', async () => {
    const db = new Database(copy.device())
    await db.open()
    await db.transaction('rw', db.tables, async () => {
      const { tablet, credentials, outbox, sent, records, cursors, rollups, names, journal } = image
      if (tablet !== undefined) await db.tablet.put(tablet)
      await db.credentials.bulkPut([...credentials])
      await db.outbox.bulkPut([...outbox])
      await db.sent.bulkPut([...sent])
      await db.records.bulkPut([...records.values()])
      await db.cursors.bulkPut([...cursors.values()])
      await db.rollups.bulkPut([...rollups])
      await db.names.bulkPut([...names])
      await db.journal.bulkPut([...journal])
    })
    db.close()
    for (const one of acked) copy.acked.set(one.opId, { ...one })
    await copy.open()
    return `from ${profile.name}`
  })
  return `becomes ${copy.name} as well`
}

export const BLOWS: Readonly<Partial<Record<FaultName, Blow>>> = {
  crash: async (struck) => {
    const { world, profile, chance } = struck
    stop(struck)
    profile.disk.crash()
    if (chance.often(0.7)) reopen(world, profile)
    return 'crashes'
  },
  'power-cut': async (struck) => {
    stop(struck)
    const lost = struck.profile.disk.cutPower()
    reopen(struck.world, struck.profile)
    return `loses power, and with it ${lost} commits`
  },
  wipe: async (struck) => {
    const { world, profile, chance } = struck
    if (!profile.disk.isStill()) return null
    if (chance.often(0.3)) {
      stop(struck)
      profile.disk.crash()
    }
    profile.disk.wipe()
    profile.mayFail = true
    const gone = profile.destroyed()
    for (const { op } of gone) world.destroyed.set(op.opId, op)
    if (chance.often(0.7)) enrol(world, profile)
    return `is wiped, and ${gone.length} operations with it`
  },
  'disk-full': async ({ world, profile, chance }) => {
    profile.disk.isFull = true
    profile.mayFail = true
    world.scheduler.after('world', chance.below(300), () => {
      profile.disk.isFull = false
    })
    return 'has a full disk for a while'
  },
  'clock-jump': async ({ profile, chance }) => {
    const hours = chance.below(24 * 80) - 24 * 40
    profile.skew += hours * HOUR_MS
    return `jumps ${hours} hours`
  },
  'other-build': async ({ world, profile }) => {
    const [tab] = profile.tabs
    if (tab === undefined || profile.isBusy) return null
    world.perform(profile, 'ran another build', async () => {
      await tab.tablet.db.tablet.update('tablet', { entitySet: 'event-session:1 site:1' })
      return 'which knows other kinds'
    })
    return 'runs another build'
  },
  offline: async ({ world, profile, chance }) => {
    profile.isOnline = false
    world.scheduler.after('world', chance.below(600), () => {
      profile.isOnline = true
    })
    return 'has no signal for a while'
  },
  revoke: async ({ world, profile }) => {
    const lineage = profile.disk.read().tablet?.lineage
    if (lineage === undefined) return null
    await world.server.operator.revokeTablet(lineage, world.nowMs)
    return 'is revoked'
  },
  're-enrol': async ({ world, profile, chance }) => {
    if (profile.isBusy) return null
    profile.siteId = chance.pick(PLACES)
    enrol(world, profile)
    return `is to go to ${profile.siteId ?? 'the county'}`
  },
  'copy-profile': copyProfile,
  'second-tab': async ({ world, profile }) => {
    if (profile.tabs.length !== 1 || profile.isBusy) return null
    reopen(world, profile)
    return 'opens a second tab'
  },
  'save-file': async ({ world, profile }) => {
    const [tab] = profile.tabs
    if (tab === undefined || profile.isBusy) return null
    world.perform(profile, 'saves a file', async () => {
      const { tablet: row, outbox } = profile.disk.read()
      const file = await waitingFileOf(tab.tablet, 'Abingdon')
      if (file === null || row === undefined) return 'nothing waits'
      world.files.push({
        lineage: row.lineage,
        opIds: new Set(outbox.map(({ op }) => op.opId)),
        bytes: file.bytes,
      })
      return `of ${file.operations}`
    })
    return 'is asked for a file'
  },
  'carry-file': async ({ world, profile, chance }) => {
    const [tab] = profile.tabs
    if (tab === undefined || profile.isBusy || world.files.length === 0) return null
    const file = chance.pick(world.files)
    world.perform(profile, 'carries a file', async () => {
      const carried = await carryFile(tab.tablet, file.bytes, world.network.transportOf(profile, tab.tablet))
      if (!carried.ok) return carried.code
      world.receiptFiles.push({ lineage: file.lineage, text: carried.receiptFile.text })
      return `taken ${carried.taken}, not taken ${carried.notTaken}, held ${carried.held}`
    })
    return 'is given a file'
  },
  'load-receipts': async ({ world, profile, chance }) => {
    const [tab] = profile.tabs
    const lineage = profile.disk.read().tablet?.lineage
    const own = world.receiptFiles.filter((file) => file.lineage === lineage)
    if (tab === undefined || profile.isBusy || own.length === 0) return null
    world.perform(profile, 'loads receipts', async () =>
      JSON.stringify(await loadReceiptFile(tab.tablet, chance.pick(own).text)),
    )
    return 'is given receipts'
  },
  'server-crash': async ({ world, chance }) => {
    if (chance.often(0.4)) {
      world.server.crashesOnReceipt = true
      return 'the server is about to crash'
    }
    await world.server.crash()
    return 'the server crashes'
  },
  'back-up': async ({ world }) => {
    await world.server.backUp(world.plan.marksDurable)
    return 'the server is backed up'
  },
  'restore-server': async ({ world, chance }) => {
    const { backups } = world.server
    const last = backups.at(-1)
    if (last === undefined) return null
    await world.server.restore(world.plan.marksDurable ? last : chance.pick(backups))
    return 'the server is restored from a backup'
  },
  'raise-floor': async ({ world, chance }) => {
    const scope = chance.pick([...world.server.history.scopes.keys()])
    await world.server.operator.raiseFloor(scope)
    return `the floor of ${scope} is raised`
  },
}
