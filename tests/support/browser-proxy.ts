import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { freePort } from './browser-server.ts'

const PUSH = '/api/sync/push'

/** A push that has gone on to the server. */
export interface PushUnderWay {
  /** Whether the whole reply came back from the server. */
  readonly answered: Promise<boolean>
}

/** The link between tablets and the server, which sees what passes and can lose what comes back. */
export class Link {
  readonly origin: string
  /** Replies to pushes still to be lost. The server has done its part of each by then. */
  repliesToLose = 0
  /** Bodies of the pushes that came through. A browser may send one twice by itself. */
  readonly pushes: string[] = []
  readonly #target: string
  readonly #server: Server
  #watchers: ((push: PushUnderWay) => void)[] = []

  private constructor(port: number, target: string) {
    this.origin = `http://localhost:${port}`
    this.#target = target
    this.#server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing))
  }

  static async to(target: string): Promise<Link> {
    const port = await freePort()
    const link = new Link(port, target)
    link.#server.listen(port, 'localhost')
    await once(link.#server, 'listening')
    return link
  }

  /** Resolves when the next push is written to a server that is up. */
  nextPush(): Promise<PushUnderWay> {
    return new Promise((resolve) => this.#watchers.push(resolve))
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { url = '/', method, headers } = incoming
    const onward = request(new URL(url, this.#target), { method, headers })
    const answered = new Promise<boolean>((resolve) => {
      onward.on('response', (reply) => {
        reply.once('close', () => {
          resolve(reply.complete)
          if (!reply.complete) incoming.socket.destroy()
        })
        this.#answer(url, reply, incoming, outgoing)
      })
      onward.on('error', () => {
        resolve(false)
        incoming.socket.destroy()
      })
    })
    incoming.pipe(onward)
    if (url === PUSH) this.#watch(incoming, onward, answered)
  }

  #answer(url: string, reply: IncomingMessage, incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (url !== PUSH || this.repliesToLose === 0) {
      outgoing.writeHead(reply.statusCode ?? 502, reply.rawHeaders)
      reply.pipe(outgoing)
      return
    }
    this.repliesToLose -= 1
    reply.resume()
    // Only when all of it has come is the server surely past its commit.
    reply.once('end', () => incoming.socket.destroy())
  }

  #watch(incoming: IncomingMessage, onward: NodeJS.EventEmitter, answered: Promise<boolean>): void {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    onward.once('finish', () => {
      this.pushes.push(Buffer.concat(parts).toString())
      for (const watcher of this.#watchers.splice(0)) watcher({ answered })
    })
  }
}
