/** Staff do not save in one stream: the page may catch its breath between two saves, as it would. */
const BETWEEN_SAVES_MS = 20

/** Milliseconds of each piece of work, done one after another with a pause between. */
export async function timeEach(count: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < count; index += 1) {
    const start = performance.now()
    await work(index)
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_SAVES_MS))
  }
  return times
}

/** Milliseconds a piece of work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
