/** The part of a syntax tree that the rule looks at. */
interface Call {
  readonly callee: { readonly type: string; readonly name?: string }
  readonly arguments: readonly unknown[]
}

interface Context {
  report(found: { node: Call; message: string }): void
}

const MESSAGE =
  'Pass the time in: take a moment in milliseconds, or a LocalDate. Without one, Date reads the clock.'

function isDate(node: Call): boolean {
  return node.callee.type === 'Identifier' && node.callee.name === 'Date'
}

/** Finds `new Date()` and `Date()`, which oxlint's own rules cannot tell from `new Date(moment)`. */
const noHiddenClock = {
  create: (context: Context) => ({
    NewExpression(node: Call) {
      if (isDate(node) && node.arguments.length === 0) context.report({ node, message: MESSAGE })
    },
    // Called without `new`, Date tells the present time whatever it is given.
    CallExpression(node: Call) {
      if (isDate(node)) context.report({ node, message: MESSAGE })
    },
  }),
}

/** Lint rules of this project's own, loaded by `.oxlintrc.json`, which asks for a default export. */
export default { meta: { name: 'branchline' }, rules: { 'no-hidden-clock': noHiddenClock } }
