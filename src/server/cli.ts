import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import * as v from 'valibot'
import type { Config } from './config.ts'
import { syncLog } from './http/sync-log.ts'
import type { EnrolmentDeps } from './identity/enrolment.ts'
import { isThere, openDatabase, openService, referenceOf, requireConfig, surroundings } from './main.ts'
import { EMPTY_DATABASE, type Report } from './operator/command.ts'
import { type Asked, COMMANDS, readCommand, USAGE } from './operator/commands.ts'
import { openBackup, restore } from './operator/restore.ts'
import { runCommand, StartProblem, UsageProblem } from './start-problem.ts'

// The operator's command line. It works on the database itself, beside a running server or without one.

const FOUND_SOMETHING = 3

async function run(args: readonly string[]): Promise<void> {
  const { words, isJson, isHelp } = readArguments(args)
  if (isHelp) return print([USAGE])
  const asked = readCommand(words)
  const { lines, document, isAlarming } = await reportOn(asked, requireConfig())
  const exitCode = isAlarming === true ? FOUND_SOMETHING : 0
  print(isJson ? [JSON.stringify({ command: asked.name, exitCode, ...document })] : lines)
  process.exitCode = exitCode
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    return { words: positionals, isJson: values.json === true, isHelp: values.help === true }
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function reportOn({ name, argument }: Asked, config: Config): Promise<Report> {
  if (name === 'restore') return restoreInto(config, argument)
  const deps = name === 'enrol' ? await openService(config) : await openExisting(config)
  const log = syncLog(pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true })))
  try {
    return await COMMANDS[name].run(
      { ...deps, log, publicOrigin: config.publicOrigin, app: appVersion() },
      argument,
    )
  } finally {
    await deps.store.close()
  }
}

/** Opens a database without making one where there is none. */
async function openExisting(config: Config): Promise<EnrolmentDeps> {
  if (!isThere(config)) throw new StartProblem(EMPTY_DATABASE)
  return { ...surroundings, store: (await openDatabase(config)).store }
}

async function restoreInto(config: Config, path: string): Promise<Report> {
  const { service } = await referenceOf(config)
  const backup = await openBackup(path, service)
  const { store } = await openDatabase(config)
  try {
    return await restore({ ...surroundings, store }, backup)
  } finally {
    await store.close()
  }
}

function appVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version
}

/** Tells a problem to a program as well, where one asked; people read it on standard error. */
async function runTelling(args: readonly string[]): Promise<void> {
  try {
    await run(args)
  } catch (error) {
    const problem = asProblem(error)
    if (args.includes('--json')) {
      const { exitCode, message } = problem instanceof StartProblem ? problem : new StartProblem('It failed')
      print([JSON.stringify({ exitCode, problem: message })])
    }
    throw problem
  }
}

/** A file or folder that cannot be used is for whoever named it, and needs no stack trace. */
function asProblem(error: unknown): unknown {
  const isOfSystem = error instanceof Error && 'syscall' in error && 'code' in error
  return isOfSystem ? new StartProblem(error.message, { cause: error }) : error
}

await runCommand(() => runTelling(process.argv.slice(2)))
