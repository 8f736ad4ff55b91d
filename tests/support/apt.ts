import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const APT = '/usr/bin/apt-get'

/** Debian and Ubuntu, as root: build machines and containers, where nobody is there to ask. */
function canInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync(APT)
}

/**
 * Installs packages with apt-get where that can be done without asking anybody; elsewhere does nothing.
 *
 * @param whatToDo for a person, where apt-get does not manage
 * @throws {Error} saying that
 */
export function installWithApt(packages: readonly string[], whatToDo: string): void {
  if (!canInstall()) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  process.stderr.write(`Installing ${packages.join(', ')} with apt-get for the browser tests.\n`)
  try {
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
      execFileSync(APT, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
    }
  } catch (cause) {
    throw new Error(whatToDo, { cause })
  }
}
