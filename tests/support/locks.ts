interface Grant {
  readonly name: string
  readonly clientId: string
  /** Takes the lock away: the request is rejected, whatever its callback still does. */
  readonly lose: (reason: DOMException) => void
}

/**
 * Web Locks as the standard has them, for tabs in one process: exclusive locks with `ifAvailable`, `steal`
 * and a queue. Shared locks and signals, which the app does not use, are left out.
 *
 *     const browser = new LockHost()
 *     const one = browser.tab('one')     // a LockManager
 *     browser.close('one')               // a closed tab lets go of everything
 */
export class LockHost {
  readonly #held = new Map<string, Grant>()
  #queue: { readonly name: string; readonly clientId: string; readonly grant: () => void }[] = []

  tab(clientId: string): LockManager {
    return new TabLocks(this, clientId)
  }

  close(clientId: string): void {
    this.#queue = this.#queue.filter((asked) => asked.clientId !== clientId)
    const grants = [...this.#held.values()]
    for (const grant of grants) if (grant.clientId === clientId) this.#release(grant)
  }

  query(): LockManagerSnapshot {
    const info = ({ name, clientId }: { name: string; clientId: string }): LockInfo => ({
      name,
      clientId,
      mode: 'exclusive',
    })
    return { held: [...this.#held.values()].map(info), pending: this.#queue.map(info) }
  }

  async request<Result>(
    asked: { readonly name: string; readonly clientId: string; readonly options: LockOptions },
    callback: LockGrantedCallback<Result>,
  ): Promise<Awaited<Result>> {
    const { name, clientId, options } = asked
    if (options.steal === true && options.ifAvailable === true) {
      throw new DOMException('steal and ifAvailable', 'NotSupportedError')
    }
    // The standard grants a lock in a task of its own, never within the call.
    await Promise.resolve()
    const isFree = !this.#held.has(name) && this.#queue.every((other) => other.name !== name)
    if (options.ifAvailable === true && !isFree) return await callback(null)
    if (options.steal === true) this.#takeAway(name)
    else if (!isFree) await new Promise<void>((grant) => this.#queue.push({ name, clientId, grant }))
    return this.#hold(name, clientId, callback)
  }

  async #hold<Result>(
    name: string,
    clientId: string,
    callback: LockGrantedCallback<Result>,
  ): Promise<Awaited<Result>> {
    let lose: Grant['lose'] = () => undefined
    const lost = new Promise<never>((_resolve, reject) => {
      lose = reject
    })
    const grant: Grant = { name, clientId, lose }
    this.#held.set(name, grant)
    const work = (async () => callback({ name, mode: 'exclusive' }))()
    try {
      return await Promise.race([work, lost])
    } finally {
      this.#release(grant)
    }
  }

  #takeAway(name: string): void {
    this.#held.get(name)?.lose(new DOMException('stolen', 'AbortError'))
    this.#held.delete(name)
  }

  #release(grant: Grant): void {
    if (this.#held.get(grant.name) !== grant) return
    this.#held.delete(grant.name)
    const next = this.#queue.find(({ name }) => name === grant.name)
    this.#queue = this.#queue.filter((asked) => asked !== next)
    next?.grant()
  }
}

class TabLocks implements LockManager {
  readonly #host: LockHost
  readonly #clientId: string

  constructor(host: LockHost, clientId: string) {
    this.#host = host
    this.#clientId = clientId
  }

  request<Result>(name: string, callback: LockGrantedCallback<Result>): Promise<Awaited<Result>>
  request<Result>(
    name: string,
    options: LockOptions,
    callback: LockGrantedCallback<Result>,
  ): Promise<Awaited<Result>>
  request<Result>(
    name: string,
    options: LockOptions | LockGrantedCallback<Result>,
    callback?: LockGrantedCallback<Result>,
  ): Promise<Awaited<Result>> {
    const asked = { name, clientId: this.#clientId }
    if (typeof options === 'function') return this.#host.request({ ...asked, options: {} }, options)
    if (callback === undefined) return Promise.reject(new TypeError('a lock needs something to do'))
    return this.#host.request({ ...asked, options }, callback)
  }

  query(): Promise<LockManagerSnapshot> {
    return Promise.resolve(this.#host.query())
  }
}
