import type { Operation } from '#sync/operation.ts'
import type { Database, RecordRow } from './database.ts'

/**
 * What of the server's changes somebody has seen who sees this record: all up to the copy held. A copy from
 * before the server was restored is of the history it came from until it has come again; its rev means
 * nothing in the new one. Inside a transaction over `cursors`. Rule HS-5.
 *
 * @param epoch of the history the tablet lives in
 */
export async function baseOf(
  db: Database,
  { scope, server }: Pick<RecordRow, 'scope' | 'server'>,
  epoch: string,
): Promise<Operation['base']> {
  if (server === null) return null
  const earlier = (await db.cursors.get(scope))?.earlier ?? []
  const from = earlier.find(({ upToGen }) => (server.gen ?? 0) <= upToGen)
  return { epoch: from?.epoch ?? epoch, rev: server.rev }
}
