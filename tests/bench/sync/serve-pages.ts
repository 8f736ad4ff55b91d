import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'

const PAGES: Readonly<Record<string, string>> = {
  '/bench/pouchdb.js': 'text/javascript',
  '/bench/rxdb.js': 'text/javascript',
  '/bench/floor.js': 'text/javascript',
}
const BLANK = '<!doctype html><title>bench</title><link rel="icon" href="data:,">'

/**
 * Serves the bench's blank page and scripts from the origin of a contender's own server, so that no
 * contender pays for requests across origins.
 *
 * @returns whether the request was for one of them and is answered
 */
export function servePages(folder: string): (request: IncomingMessage, response: ServerResponse) => boolean {
  return ({ method, url = '' }, response) => {
    if (method !== 'GET') return false
    if (url === '/bench/') {
      response.setHeader('content-type', 'text/html')
      response.end(BLANK)
      return true
    }
    const type = PAGES[url]
    if (type === undefined) return false
    response.setHeader('content-type', type)
    response.end(readFileSync(join(folder, url)))
    return true
  }
}
