import { CONTENDERS, type ContenderName, type ContenderServer } from './contender.ts'
import { type Feeds, startServer } from './contender-servers.ts'
import { FullBrowser, measureFirstSync, measurePushes } from './measure.ts'
import type { Samples } from './samples.ts'

export interface Sizes {
  readonly stored: number
  readonly pushes: readonly number[]
  readonly firstSyncs: readonly number[]
}

export interface RunOptions {
  readonly repeat: number
  readonly sizes: Sizes
  readonly pagesFolder: string
  readonly say: (text: string) => void
}

/** Each repetition begins with another contender, so that none always has the machine at its coolest. */
function turn(repetition: number): readonly ContenderName[] {
  const first = repetition % CONTENDERS.length
  return [...CONTENDERS.slice(first), ...CONTENDERS.slice(0, first)]
}

/** What stays open over all repetitions; closed from the last to the first. */
type OnClose = (close: () => Promise<void>) => void

async function prepare({ sizes, pagesFolder, say }: RunOptions, onClose: OnClose) {
  const feeds: Feeds = new Map()
  const sources = new Map<string, ContenderServer>()
  const full = new Map<ContenderName, FullBrowser>()
  for (const name of CONTENDERS) {
    for (const seeded of sizes.firstSyncs) {
      say(`${name}: a server with ${seeded} entries`)
      const server = await startServer(name, { pagesFolder, seeded, feeds })
      onClose(() => server.close())
      sources.set(`${name} ${seeded}`, server)
    }
    say(`${name}: a browser with ${sizes.stored} entries`)
    const home = await startServer(name, { pagesFolder, seeded: 0, feeds })
    onClose(() => home.close())
    const browser = await FullBrowser.filled(name, home, sizes.stored)
    onClose(() => browser.dispose())
    full.set(name, browser)
  }
  return { feeds, sources, full }
}

/** Measures every contender `repeat` times. Whatever happens, nothing is left running. */
export async function run(options: RunOptions, samples: Samples): Promise<void> {
  const { repeat, sizes, pagesFolder, say } = options
  const closing: (() => Promise<void>)[] = []
  try {
    const { feeds, sources, full } = await prepare(options, (close) => closing.unshift(close))
    for (let repetition = 0; repetition < repeat; repetition += 1) {
      for (const name of turn(repetition)) {
        say(`repetition ${repetition + 1} of ${repeat}: ${name}`)
        const empty = await startServer(name, { pagesFolder, seeded: 0, feeds })
        try {
          await measurePushes(name, empty, sizes.pushes, samples)
        } finally {
          await empty.close()
        }
        for (const size of sizes.firstSyncs) {
          const source = sources.get(`${name} ${size}`)
          if (source !== undefined) await measureFirstSync(name, source, size, samples)
        }
        await full.get(name)?.measureSaves(samples)
      }
    }
  } finally {
    for (const close of closing) await close().catch((error: unknown) => say(String(error)))
  }
}
