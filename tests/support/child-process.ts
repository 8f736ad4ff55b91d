import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const SAYS_WITHIN_MS = 30_000

/** Starts a program in a group of its own, so that its end takes its helper processes along. */
export function spawnGroup(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(program, args, {
    detached: process.platform !== 'win32',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Ends a program and its helpers as a power cut or an out-of-memory kill does. */
export async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  if (process.platform === 'win32') child.kill('SIGKILL')
  else process.kill(-child.pid, 'SIGKILL')
  await exited
}

/**
 * Waits until a program prints something.
 *
 * @param pattern with one group, which is what is given back
 * @throws {Error} with everything it printed, when it ends or says nothing of the kind in time
 */
export function saidBy(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(
      () => reject(new Error(`${child.spawnfile} did not start:\n${said}`)),
      SAYS_WITHIN_MS,
    )
    const listen = (text: Buffer): void => {
      said += text.toString()
      const found = pattern.exec(said)?.[1]
      if (found === undefined) return
      clearTimeout(late)
      resolve(found)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('error', (error) => {
      clearTimeout(late)
      reject(error)
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`${child.spawnfile} ended with ${code}:\n${said}`))
    })
  })
}
