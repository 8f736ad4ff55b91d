/** A reason to stop that whoever gave the command can do something about; told without a stack trace. */
export class StartProblem extends Error {}

/** Runs a command; a problem is told in words and as exit code 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    console.error(error instanceof StartProblem ? error.message : error)
    process.exit(1)
  }
}
