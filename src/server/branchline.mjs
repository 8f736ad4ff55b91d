#!/usr/bin/env node
// The operator's command line as a program: `npx branchline <command>`. Plain JavaScript, so that whatever
// Node the machine has can hand over to the one the project brings, as npm's own scripts do.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const program = process.platform === 'win32' ? 'node.exe' : 'node'
const ownNode = fileURLToPath(new URL(`../../node_modules/node/bin/${program}`, import.meta.url))

if (process.execPath === ownNode || !existsSync(ownNode)) {
  await import('./check-node.mjs')
  await import('./cli.ts')
} else {
  handOver()
}

function handOver() {
  const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))
  const command = spawn(ownNode, [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => command.kill(signal))
  command.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
