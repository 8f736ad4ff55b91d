import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { freePort } from './browser-server.ts'

/** A link between tablets and the server that can lose what comes back. */
export class LossyLink {
  readonly origin: string
  /** Replies to lose; counts down. The server has done its part of each by then. */
  repliesToLose = 0
  /** Bodies of the pushes that came through. A browser may send one twice by itself. */
  readonly pushes: string[] = []
  readonly #target: string
  readonly #server: Server

  private constructor(port: number, target: string) {
    this.origin = `http://localhost:${port}`
    this.#target = target
    this.#server = createServer((incoming, outgoing) => {
      const isPush = incoming.url === '/api/sync/push'
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.once('end', () => {
        if (isPush) this.pushes.push(Buffer.concat(parts).toString())
      })
      const onward = request(
        new URL(incoming.url ?? '/', this.#target),
        { method: incoming.method, headers: incoming.headers },
        (reply) => {
          const isLost = isPush && this.repliesToLose > 0
          if (!isLost) {
            outgoing.writeHead(reply.statusCode ?? 502, reply.rawHeaders)
            reply.pipe(outgoing)
            return
          }
          this.repliesToLose -= 1
          reply.resume()
          // Only when all of it has come is the server surely past its commit.
          reply.once('end', () => incoming.socket.destroy())
        },
      )
      onward.on('error', () => incoming.socket.destroy())
      incoming.pipe(onward)
    })
  }

  static async to(target: string): Promise<LossyLink> {
    const port = await freePort()
    const link = new LossyLink(port, target)
    link.#server.listen(port, 'localhost')
    await once(link.#server, 'listening')
    return link
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
