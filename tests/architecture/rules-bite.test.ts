import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Seed, seeds } from './seeds.ts'

const ROOT = process.cwd()

/** The copy that the violations are put into; nothing is ever written into the project itself. */
let copy = ''
/** For each tool the lines `path: what it found`. */
const findings: Record<Seed['tool'], readonly string[]> = { tsc: [], oxlint: [], depcruise: [], knip: [] }

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'node_modules', program), ...args],
      { cwd: copy, maxBuffer: 64 * 1024 * 1024 },
      // Each of them ends with a failure code here, as it should.
      (_failed, stdout) => resolve(stdout),
    )
  })
}

async function copyProject(): Promise<void> {
  copy = await mkdtemp(join(tmpdir(), 'branchline-rules-'))
  const files = ['package.json', 'tsconfig.json', 'vite.config.ts', '.knip.json']
  for (const name of [...files, '.oxlintrc.json', '.dependency-cruiser.mjs', 'src', 'tests']) {
    const isData = (path: string): boolean => /reference[\\/]oxfordshire|tests[\\/]fixtures/.test(path)
    await cp(join(ROOT, name), join(copy, name), { recursive: true, filter: (path) => !isData(path) })
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction')
  for (const [path, text] of seeds.flatMap((seed) => Object.entries(seed.files))) {
    await mkdir(dirname(join(copy, path)), { recursive: true })
    await writeFile(join(copy, path), text)
  }
}

async function compile(): Promise<readonly string[]> {
  const flags = ['--noEmit', '--composite', 'false', '--emitDeclarationOnly', 'false', '--pretty', 'false']
  const said = await run('typescript/bin/tsc', ['-p', 'src/domain', ...flags])
  return said.split('\n').map((line) => line.replace(/\(\d+,\d+\)/, ''))
}

const lintSchema = v.object({
  diagnostics: v.array(
    v.object({ filename: v.string(), code: v.optional(v.string(), ''), message: v.string() }),
  ),
})

async function lint(): Promise<readonly string[]> {
  const said = await run('oxlint/bin/oxlint', [
    '--type-aware',
    '--deny-warnings',
    '-f',
    'json',
    'src',
    'tests',
  ])
  const { diagnostics } = v.parse(lintSchema, JSON.parse(said))
  return diagnostics.map(({ filename, code, message }) => `${filename}: ${code} ${message}`)
}

const cruiseSchema = v.object({
  summary: v.object({
    violations: v.array(v.object({ from: v.string(), rule: v.object({ name: v.string() }) })),
  }),
})

async function cruise(): Promise<readonly string[]> {
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src', 'tests']
  const said = await run('dependency-cruiser/bin/dependency-cruiser.mjs', args)
  const { summary } = v.parse(cruiseSchema, JSON.parse(said))
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`)
}

const unusedSchema = v.object({
  issues: v.array(
    v.object({
      file: v.string(),
      files: v.optional(v.array(v.object({ name: v.string() })), []),
      exports: v.optional(v.array(v.object({ name: v.string() })), []),
    }),
  ),
})

async function unused(): Promise<readonly string[]> {
  const said = await run('knip/bin/knip.js', ['--reporter', 'json', '--no-config-hints'])
  return v
    .parse(unusedSchema, JSON.parse(said))
    .issues.flatMap(({ file, files, exports }) => [
      ...files.map(() => `${file}: files`),
      ...exports.map(({ name }) => `${file}: exports ${name}`),
    ])
}

beforeAll(async () => {
  await copyProject()
  const [tsc, oxlint, depcruise, knip] = await Promise.all([compile(), lint(), cruise(), unused()])
  Object.assign(findings, { tsc, oxlint, depcruise, knip })
})

afterAll(async () => {
  if (copy !== '') await rm(copy, { recursive: true, force: true })
})

describe('each rule of the architecture finds what breaks it', () => {
  test.each(seeds)('$rule', ({ files, tool, found }) => {
    const [path] = Object.keys(files)
    const here = findings[tool].filter((line) => line.startsWith(`${path}: `))
    expect(here.join('\n'), `what ${tool} says about ${path}`).toContain(found)
  })
})
