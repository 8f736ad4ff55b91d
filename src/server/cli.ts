import { uuidSchema } from '#sync/operation.ts'
import * as v from 'valibot'
import type { EnrolmentDeps } from './identity/enrolment.ts'
import { furtherLink } from './identity/enrolment-link.ts'
import { openService, requireConfig } from './main.ts'
import { runCommand, StartProblem } from './start-problem.ts'

// The operator's command line. It works on the database itself, beside a running server or without one.

const USAGE = `Usage: npm run cli -- <command>
  enrol [site]      print a link that makes one browser a tablet, within ten minutes
  tablets           list the tablets
  revoke <tablet>   end a tablet's access; what waits on it stays on it`

async function run(): Promise<void> {
  const [command, argument, ...rest] = process.argv.slice(2)
  if (command === undefined || rest.length > 0) throw new StartProblem(USAGE)
  const config = requireConfig()
  const deps = await openService(config)
  try {
    const lines = await linesOf(command, argument, deps, config.publicOrigin)
    for (const line of lines) process.stdout.write(`${line}\n`)
  } finally {
    await deps.store.close()
  }
}

async function linesOf(
  command: string,
  argument: string | undefined,
  deps: EnrolmentDeps,
  publicOrigin: string,
): Promise<readonly string[]> {
  switch (command) {
    case 'enrol':
      return [`Open ${await furtherLink(deps, publicOrigin, { slug: argument ?? null })}`]
    case 'tablets':
      return tabletLines(deps)
    case 'revoke':
      return [await revoke(deps, argument)]
    default:
      throw new StartProblem(USAGE)
  }
}

async function tabletLines({ store }: EnrolmentDeps): Promise<readonly string[]> {
  const tablets = await store.listTablets()
  if (tablets.length === 0) return ['No tablet has been enrolled yet']
  return tablets.map((tablet) =>
    [
      tablet.lineage,
      tablet.siteId ?? 'whole county',
      tablet.personName,
      `last seen ${new Date(tablet.lastSeenAt).toISOString().slice(0, 10)}`,
      tablet.revoked ? 'revoked' : 'in use',
    ].join('  '),
  )
}

async function revoke({ store, clock }: EnrolmentDeps, lineage: string | undefined): Promise<string> {
  if (lineage === undefined || !v.is(uuidSchema, lineage)) throw new StartProblem(USAGE)
  const isRevoked = await store.revokeTablet(lineage, clock())
  if (!isRevoked) throw new StartProblem(`There is no tablet ${lineage} in use`)
  return `Tablet ${lineage} is revoked`
}

await runCommand(run)
