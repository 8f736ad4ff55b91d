/** A reason to stop that whoever gave the command can do something about; told without a stack trace. */
export class StartProblem extends Error {
  /** What the command ends with. */
  readonly exitCode: number = 1
}

/** A command that cannot be understood. */
export class UsageProblem extends StartProblem {
  override readonly exitCode = 2
}

/** Runs a command; a problem is told in words and as the exit code. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    console.error(error instanceof StartProblem ? error.message : error)
    process.exit(error instanceof StartProblem ? error.exitCode : 1)
  }
}
