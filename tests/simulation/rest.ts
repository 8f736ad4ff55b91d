import { conflictIdOf } from '#domain/records/conflict.ts'
import { sameValue } from '#sync/fields.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { tabletAccounts } from '#server/operator/tablet-accounts.ts'
import type { TabletRights } from '#server/storage/record-store.ts'
import { ACTS } from './acts.ts'
import { enrol, reopen } from './blows.ts'
import type { Image } from './disk.ts'
import type { Profile } from './profile.ts'
import { copyOf } from './tablet-checks.ts'
import { FAIR } from './weather.ts'
import type { World } from './world.ts'

const MOST_ROUNDS = 8
const MOST_TASKS = 400_000

/** Heals everything, lets every tablet sync until nothing changes any more, and looks at what it came to. */
export async function rest(world: World): Promise<void> {
  const { network } = world
  const { weather } = network
  network.weather = FAIR
  world.server.crashesOnReceipt = false
  for (const profile of world.profiles) {
    profile.isOnline = true
    profile.disk.isFull = false
  }
  const rounds = await untilQuiet(world)
  world.say(`at rest after ${rounds} rounds`)
  if (world.verdict.broken === null) await look(world, rounds)
  network.weather = weather
}

async function untilQuiet(world: World): Promise<number> {
  await idle(world)
  let before = ''
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    for (const profile of world.profiles) if (profile.tabs.length === 0) reopen(world, profile)
    await idle(world)
    const forgotten = world.profiles.filter((profile) => profile.tabs.length === 0 || profile.isForgotten)
    for (const profile of forgotten) enrol(world, profile)
    await idle(world)
    for (const profile of forgotten) if (sharesLineage(world, profile)) logAnEntry(world, profile)
    await idle(world)
    for (const profile of world.profiles) for (const tab of profile.tabs.slice(0, 1)) world.sync(profile, tab)
    await idle(world)
    world.checks.afterStep()
    if (world.verdict.broken !== null) return round
    const now = fingerprint(world)
    const isSettled = world.profiles.every((profile) => profile.tabs.length > 0 && !profile.isForgotten)
    if (now === before && isSettled) return round
    before = now
  }
  return MOST_ROUNDS + 1
}

/** Copies of one tablet that were enrolled anew put each other out, until both have counted on from the same number. */
function sharesLineage({ profiles }: World, profile: Profile): boolean {
  const lineage = profile.disk.read().tablet?.lineage
  return profiles.some((other) => other !== profile && other.disk.read().tablet?.lineage === lineage)
}

function logAnEntry(world: World, profile: Profile): void {
  const [tab] = profile.tabs
  if (tab === undefined) return
  const { wipes } = profile
  world.perform(profile, 'log', async () => {
    const result = await ACTS.log({ world, profile, tab, chance: profile.chance })
    return typeof result === 'string' ? result : world.saved(profile, tab, result, wipes)
  })
}

async function idle(world: World): Promise<void> {
  const spent = await world.scheduler.spend(MOST_TASKS)
  world.verdict.check('I24', spent < MOST_TASKS, () => 'work goes on without end')
  const waiting = world.profiles.filter(
    (profile) => profile.isBusy || profile.tabs.some((tab) => tab.isSyncing),
  )
  world.verdict.check(
    'I24',
    waiting.length === 0,
    () => `${waiting.map(({ name }) => name).join()} waits for something that never comes`,
  )
}

function fingerprint({ profiles, server }: World): string {
  const tablets = profiles.map(({ disk }) => {
    const { outbox, cursors, tablet } = disk.read()
    const waiting = outbox.map(({ n, state }) => `${n}${state}`)
    const places = [...cursors.values()].map(
      ({ scope, cursor, gen, phase }) => `${scope}${cursor} ${gen}${phase}`,
    )
    return [tablet?.lineage, tablet?.epoch, ...waiting, ...places].join()
  })
  const heads = [...server.history.scopes.values()].map(({ id, head }) => `${id}${head}`)
  return [...tablets, ...heads].join('|')
}

async function look(world: World, rounds: number): Promise<void> {
  const { verdict, server, profiles } = world
  verdict.check('I24', rounds <= MOST_ROUNDS, () => `after ${rounds} rounds something still changes`)
  await lookAtServer(world)
  for (const profile of profiles) {
    const image = profile.disk.read()
    const rights = server.history.rights.get(image.tablet?.lineage ?? '')
    if (image.tablet === undefined || rights === undefined) {
      verdict.check('I24', false, () => `${profile.name} could not be enrolled again`)
      continue
    }
    lookAtScopes(world, profile, image, rights)
    lookAtOutbox(world, profile, image, rights)
    lookAtNotTaken(world, profile, image)
  }
  await lookForHoles(world)
}

/** The witness heard of everything that the store holds, and the store holds all of it. */
async function lookAtServer({ server, verdict }: World): Promise<void> {
  const { records, ledger, scopes } = server.history
  const kept = await server.store.recordsAfter('', 10_000)
  const isSame =
    kept.length === records.size && kept.every((record) => records.get(record.id)?.rev === record.rev)
  verdict.check('I2', isSame, () => 'the store holds other records than were written to it')
  const rows = await server.store.operationsAfter('', 100_000)
  const isKept = rows.length === ledger.size && rows.every((row) => ledger.get(row.opId)?.hash === row.hash)
  verdict.check('I4', isKept, () => 'the ledger holds other operations than it was given')
  const feed = await server.store.readFeed(async (view) => view.scopes())
  for (const { id, digest, head } of feed) {
    const known = scopes.get(id)
    verdict.check(
      'I9',
      known?.digest === digest && known.head === head,
      () => `${id} keeps a digest nobody gave it`,
    )
  }
}

function mayRead({ siteId, revoked }: TabletRights, scope: string): boolean {
  return !revoked && (scope === AUTHORITY_SCOPE || siteId === null || siteId === scope)
}

function lookAtScopes(
  { server, verdict }: World,
  profile: Profile,
  image: Image,
  rights: TabletRights,
): void {
  const { records, scopes, epoch } = server.history
  verdict.check('I9', image.tablet?.epoch === epoch, () => `${profile.name} lives in another history`)
  for (const row of image.records.values()) {
    if (row.server === null) continue
    verdict.check(
      'I16',
      mayRead(rights, row.scope),
      () => `${profile.name} holds ${row.id} of ${row.scope}, which it may not read`,
    )
    const isThere = records.get(row.id)?.scope === row.scope
    verdict.check('I9', isThere, () => `${profile.name} holds ${row.id}, which the server has not`)
  }
  for (const { id, head, digest } of scopes.values()) {
    if (!mayRead(rights, id)) continue
    const cursor = image.cursors.get(id)
    const isLevel = cursor?.cursor === head && cursor.digest === digest && cursor.phase === 'following'
    verdict.check(
      'I9',
      isLevel,
      () => `${profile.name} is at ${JSON.stringify(cursor)} in ${id}, whose head is ${head} with ${digest}`,
    )
  }
  for (const record of records.values()) {
    if (!mayRead(rights, record.scope)) continue
    const row = image.records.get(record.id)
    const copy = row === undefined ? null : copyOf(row)
    const isSame =
      copy !== null &&
      row?.server?.rev === record.rev &&
      row.server.seq === record.seq &&
      copy.deleted === record.deleted &&
      sameValue(copy.body, record.body)
    verdict.check(
      'I9',
      isSame,
      () =>
        `${profile.name} has ${record.id} as ${JSON.stringify(copy)}, and the server as ${JSON.stringify(record.body)}`,
    )
  }
}

function lookAtOutbox(world: World, profile: Profile, image: Image, rights: TabletRights): void {
  const { verdict, server, plan } = world
  const has = (opId: string) => server.history.ledger.has(opId)
  const missing = [...profile.acked.values()].filter(({ opId }) => !has(opId))
  const isRestored = server.history.sharedEpoch !== null
  verdict.check(
    isRestored ? 'I20' : 'I24',
    missing.length === 0,
    () =>
      `${missing.map(({ n, op }) => `number ${n}, ${op.action} ${op.opId}`).join()} of ${profile.name} never came to the ledger`,
  )
  for (const { n, state, op } of image.outbox) {
    const isDue =
      state === 'waiting' ||
      (state === 'held' && !world.isHeldForGood(op)) ||
      (state === 'received' && mayRead(rights, op.scope))
    verdict.check(
      'I24',
      !isDue,
      () => `number ${n} of ${profile.name}, ${op.action} ${op.opId}, is still ${state}`,
    )
  }
  if (profile.tabs.length > 1) verdict.check('I23', true, () => '')
  if (world.files.length > 0) verdict.check('I27', missing.length === 0, () => plan.sites.join())
}

/** What was not taken is before its author, and the server keeps it. */
function lookAtNotTaken({ server, verdict }: World, profile: Profile, image: Image): void {
  const outbox = new Map(image.outbox.map((row) => [row.op.opId, row]))
  for (const { opId, op } of profile.acked.values()) {
    const row = server.history.ledger.get(opId)
    const outcome = row?.outcome
    if (
      row === undefined ||
      outcome === null ||
      outcome === undefined ||
      outcome.outcome === 'applied' ||
      outcome.outcome === 'held'
    )
      continue
    if (outcome.outcome === 'conflict') {
      const id = conflictIdOf(opId)
      const isShown =
        outbox.get(opId)?.state === 'attention' || image.records.has(id) || !image.cursors.has(op.scope)
      verdict.check(
        'I13',
        isShown && server.history.records.has(id),
        () => `${opId} of ${profile.name} lost ${outcome.lost.join()}, and nothing there says so`,
      )
    } else if (row.standing) {
      const state = outbox.get(opId)?.state
      const isSentAgain = [...image.outbox, ...image.sent].some(
        ({ op: later }) => later.supersedes !== null && later.recordId === op.recordId && later.n > op.n,
      )
      verdict.check(
        'I13',
        isSentAgain || state === 'attention' || state === 'withdrawn',
        () =>
          `${op.action} ${opId} of ${profile.name} was not taken (${outcome.code}), and is ${state ?? 'not'} before anybody there`,
      )
    }
  }
}

/** What the server has and what tablets say they have covers every number; what is destroyed shows as a hole. */
async function lookForHoles({ server, verdict, gone: all }: World): Promise<void> {
  for (const { tablet, lost } of await tabletAccounts(server.store)) {
    const gone = new Set(all.filter((op) => op.lineage === tablet.lineage).map(({ n }) => n))
    const unexplained = lost.filter(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index).some((n) => !gone.has(n)),
    )
    verdict.check(
      'I28',
      unexplained.length === 0,
      () => `numbers ${JSON.stringify(unexplained)} of ${tablet.lineage} are neither here nor there`,
    )
  }
}
