/** The process that makes the load: apart from everything else, so that its own work can be told from the server's. */
import { type DriveOptions, driveTablets, type WaitingTablet } from './drive-tablets.ts'
import type { FromLoad, LoadPlan, LoadResult, ToLoad } from './load-plan.ts'
import { type Batching, pushesOf } from './make-pushes.ts'
import { httpSender, type Sender } from './send-push.ts'
import { simulatedTablet } from './simulated-tablets.ts'

const TELL_EVERY_MS = 250

function tell(message: FromLoad): void {
  process.send?.(message)
}

/** Bodies are made and compressed before the clock starts. */
function waitingTablets(plan: LoadPlan, from: number, count: number): readonly WaitingTablet[] {
  return Array.from({ length: count }, (_, index) => {
    const tablet = simulatedTablet(from + index, plan.sites)
    const operations = plan.operationsEach
    const work = { tablet, epoch: plan.epoch, operations, together: togetherIn(plan.batching, operations) }
    return { tablet, pushes: pushesOf(work, plan.batching) }
  })
}

function togetherIn(batching: Batching, operations: number): number {
  return batching === 'as-tablets-do' ? operations : batching.reduce((sum, size) => sum + size, 0)
}

function optionsOf(plan: LoadPlan, onReceived: (operations: number) => void): DriveOptions {
  return {
    connections: plan.connections,
    goesOn: plan.goesOn,
    losesOneIn: plan.losesOneIn,
    onReceived,
  }
}

async function measured(
  plan: LoadPlan,
  tablets: readonly WaitingTablet[],
  sender: Sender,
): Promise<LoadResult> {
  let operations = 0
  const telling = setInterval(() => tell({ step: 'progress', operations }), TELL_EVERY_MS)
  const startedAt = performance.now()
  const startCpu = process.cpuUsage()
  const driven = await driveTablets(
    tablets,
    sender,
    optionsOf(plan, (count) => (operations += count)),
  )
  const { user, system } = process.cpuUsage(startCpu)
  clearInterval(telling)
  const sentBytes = tablets
    .flatMap(({ pushes }) => pushes)
    .reduce((sum, { body }) => sum + body.byteLength, 0)
  const seconds = (performance.now() - startedAt) / 1000
  return { ...driven, operations, seconds, cpuSeconds: (user + system) / 1e6, sentBytes }
}

interface Built {
  readonly plan: LoadPlan
  readonly tablets: readonly WaitingTablet[]
  readonly warmUp: readonly WaitingTablet[]
  readonly sender: Sender
}

let built: Built | null = null

async function take(message: ToLoad): Promise<void> {
  if (message.step === 'build') {
    const { plan } = message
    built = {
      plan,
      tablets: waitingTablets(plan, 0, plan.tablets),
      warmUp: waitingTablets(plan, plan.tablets, plan.warmUpTablets),
      sender: httpSender(plan.origins, plan.connections),
    }
    return tell({ step: 'built' })
  }
  if (built === null) throw new Error('There is nothing to send yet')
  const { plan, tablets, warmUp, sender } = built
  if (message.step === 'warm-up') {
    const { wrong } = await driveTablets(
      warmUp,
      sender,
      optionsOf(plan, () => {}),
    )
    if (wrong.length > 0) throw new Error(`While warming up: ${wrong[0] ?? ''}`)
    return tell({ step: 'warm' })
  }
  const result = await measured(plan, tablets, sender)
  sender.close()
  tell({ step: 'done', result })
}

process.on('message', (message) => {
  // Sent by run-load.ts, which forked this process.
  take(message as ToLoad).catch((error: unknown) => tell({ step: 'failed', what: String(error) }))
})
