import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from '#support/browser-server.ts'

/** What has passed between a browser and a server. */
export interface Traffic {
  readonly requests: number
  /** Bytes of the TCP streams: heads, bodies as they were encoded, and the marks between chunks. */
  readonly bytesUp: number
  readonly bytesDown: number
}

/** A browser sends its next request on a connection only after the reply: each begins a piece of its own. */
const REQUEST_HEAD = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH) \S+ HTTP\/1\.1\r\n/

/** Stands in front of a server and passes everything on untouched, counting it the same way for all. */
export class CountingProxy {
  readonly origin: string
  readonly #port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #requests = 0
  #bytesUp = 0
  #bytesDown = 0

  private constructor(port: number, target: number) {
    this.#port = port
    this.origin = `http://localhost:${port}`
    this.#server = createServer((browser) => this.#pass(browser, target))
  }

  /** @param target port of the server */
  static async to(target: number): Promise<CountingProxy> {
    const proxy = new CountingProxy(await freePort(), target)
    proxy.#server.listen(proxy.#port, 'localhost')
    await once(proxy.#server, 'listening')
    return proxy
  }

  /** What passed while a piece of work was done. */
  async during<Result>(work: () => Promise<Result>): Promise<{ result: Result; traffic: Traffic }> {
    const before = this.#traffic()
    const result = await work()
    const after = this.#traffic()
    const traffic = {
      requests: after.requests - before.requests,
      bytesUp: after.bytesUp - before.bytesUp,
      bytesDown: after.bytesDown - before.bytesDown,
    }
    return { result, traffic }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #traffic(): Traffic {
    return { requests: this.#requests, bytesUp: this.#bytesUp, bytesDown: this.#bytesDown }
  }

  #pass(browser: Socket, target: number): void {
    const server = connect(target, 'localhost')
    for (const socket of [browser, server]) {
      this.#sockets.add(socket)
      // Waiting to fill a packet would be time that no contender spends.
      socket.setNoDelay(true)
      socket.on('close', () => this.#sockets.delete(socket))
    }
    browser.on('data', (bytes: Buffer) => {
      this.#bytesUp += bytes.length
      if (REQUEST_HEAD.test(bytes.toString('latin1', 0, 4096))) this.#requests += 1
    })
    server.on('data', (bytes: Buffer) => (this.#bytesDown += bytes.length))
    browser.pipe(server)
    server.pipe(browser)
    browser.on('error', () => server.destroy())
    server.on('error', () => browser.destroy())
    browser.on('close', () => server.destroy())
    server.on('close', () => browser.destroy())
  }
}
