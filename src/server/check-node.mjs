// Runs before anything else, on whatever Node there is: plain JavaScript, no imports.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Branchline needs Node 22.18 or newer; this is Node ${process.versions.node}. ` +
      'Run "npm ci" with install scripts allowed, which brings its own, or install a newer Node.',
  )
  process.exit(1)
}
