import * as v from 'valibot'
import { uuidSchema } from '#sync/operation.ts'
import { furtherLink } from '../identity/enrolment-link.ts'
import { UsageProblem } from '../start-problem.ts'
import { backup } from './backup.ts'
import type { OperatorDeps, Report } from './command.ts'
import { exportAll } from './export.ts'
import { figures } from './figures.ts'
import { loadFile } from './load-file.ts'
import { refetch } from './refetch.ts'
import { revoke, tablets } from './tablets.ts'
import { verify } from './verify.ts'

interface Command {
  /** What follows the command's name: nothing, something, or something that may be left out. */
  readonly takes: null | `<${string}>` | `[${string}]`
  readonly meaning: string
  readonly run: (deps: OperatorDeps, argument: string) => Promise<Report>
}

/** Commands that work on a database which holds its service already; `enrol` brings the service along. */
export const COMMANDS = {
  enrol: {
    takes: '[site]',
    meaning: 'print a link that makes one browser a tablet, within ten minutes',
    run: enrol,
  },
  tablets: {
    takes: null,
    meaning: 'list the tablets: when each was seen, what waits on it, what is missing',
    run: tablets,
  },
  revoke: {
    takes: '<tablet>',
    meaning: "end a tablet's access; what waits on it stays on it",
    run: async (deps, lineage) => {
      if (!v.is(uuidSchema, lineage)) throw new UsageProblem('A tablet is named as "tablets" lists it')
      return revoke(deps, lineage)
    },
  },
  backup: {
    takes: '<file>',
    meaning: 'save everything of this moment into a new file, while the server goes on',
    run: backup,
  },
  verify: {
    takes: null,
    meaning: 'look whether what is kept is what was written, and whether anything is missing',
    run: verify,
  },
  'load-file': {
    takes: '<file>',
    meaning: 'take in a file of what waits on a tablet, and write its receipts beside it',
    run: loadFile,
  },
  export: {
    takes: '<folder>',
    meaning: 'write all records as CSV and all operations as JSON into a new folder',
    run: exportAll,
  },
  figures: {
    takes: null,
    meaning: 'work the kept figures out anew from all records, while the server goes on',
    run: figures,
  },
  refetch: {
    takes: '<scope>',
    meaning: 'make every tablet fetch a scope anew, "authority" or a site’s id such as site/fennick',
    run: refetch,
  },
} as const satisfies Record<string, Command>

/** Works on an empty database instead, so it is run apart from the others. */
const RESTORE = { takes: '<file>', meaning: 'fill an empty database from a backup' } as const

export type CommandName = keyof typeof COMMANDS | 'restore'

const ALL: Readonly<Record<CommandName, Pick<Command, 'takes' | 'meaning'>>> = {
  ...COMMANDS,
  restore: RESTORE,
}

export const USAGE = [
  'Usage: npm run cli -- <command> [--json]',
  ...Object.entries(ALL).map(
    ([name, { takes, meaning }]) => `  ${`${name} ${takes ?? ''}`.padEnd(18)}  ${meaning}`,
  ),
  '',
  'Works on the database that DATA_DIR or DATABASE_URL names, beside a running server or without one.',
  'Ends with 0 when done, 1 when something was in the way, 2 when the command is not understood, and 3',
  'when verify found something. With --json, one document on standard output.',
].join('\n')

export interface Asked {
  readonly name: CommandName
  /** Empty when the command takes none, or it was left out. */
  readonly argument: string
}

/** Understands a command. @throws {UsageProblem} when it is none, or something is missing or too much */
export function readCommand(words: readonly string[]): Asked {
  const [name, argument, ...rest] = words
  if (name === undefined) throw new UsageProblem(USAGE)
  if (!isCommand(name)) throw new UsageProblem(`There is no command "${name}".\n${USAGE}`)
  const { takes } = ALL[name]
  const isMissing = argument === undefined && takes !== null && takes.startsWith('<')
  const isTooMuch = rest.length > 0 || (takes === null && argument !== undefined)
  if (isMissing || isTooMuch) throw new UsageProblem(`Usage: npm run cli -- ${name} ${takes ?? ''}`.trimEnd())
  return { name, argument: argument ?? '' }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(ALL, name)
}

async function enrol(deps: OperatorDeps, site: string): Promise<Report> {
  const slug = site === '' ? null : site
  const link = await furtherLink(deps, deps.publicOrigin, { slug })
  return { lines: [`Open ${link}`], document: { link, site: slug } }
}
