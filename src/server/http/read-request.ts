import type { Context } from 'hono'
import * as v from 'valibot'
import { type OLDEST_PROTOCOL, PROTOCOL_VERSION } from '#sync/messages.ts'
import type { AppEnv } from './deps.ts'
import { problem } from './problem.ts'
import { readJson } from './read-json.ts'

const protocolSchema = v.object({ protocol: v.number() })

/**
 * Reads the request of the tablet whose credential came with it.
 *
 * @param oldest the oldest protocol that has this request
 * @returns a problem in place of a request that is of another protocol, unreadable or another tablet's; one that
 * names no tablet is for its reader to prove
 */
export async function readRequest<
  Schema extends v.GenericSchema<unknown, { lineage: string } | { as: string }>,
>(
  context: Context<AppEnv>,
  schema: Schema,
  oldest: typeof OLDEST_PROTOCOL | typeof PROTOCOL_VERSION = PROTOCOL_VERSION,
): Promise<v.InferOutput<Schema> | Response> {
  const body = await readJson(context)
  if (!body.ok) return problem(context, body.code)
  const named = v.safeParse(protocolSchema, body.value)
  if (named.success && !isServed(named.output.protocol, oldest)) return problem(context, 'update-needed')
  const request = v.safeParse(schema, body.value)
  if (!request.success) return problem(context, 'unreadable')
  const { output } = request
  const isOwn = 'as' in output || output.lineage === context.get('tablet').lineage
  return isOwn ? output : problem(context, 'not-this-tablet')
}

function isServed(protocol: number, oldest: number): boolean {
  return protocol >= oldest && protocol <= PROTOCOL_VERSION && Number.isInteger(protocol)
}
