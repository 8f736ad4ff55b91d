/**
 * Lets Node run the client's core as it stands: `.tsx` is turned into JavaScript while it is loaded, and
 * one protection is taken out of the source when `SIMULATE_WITHOUT` names it, and what goes in one request is
 * made small when `SIMULATE_SMALL` says so. Nothing on disk changes.
 * Given to Node with `--import`, before anything else is loaded.
 */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { isProtection, PROTECTIONS, SMALL } from './protections.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const without = process.env['SIMULATE_WITHOUT'] ?? ''
const small = process.env['SIMULATE_SMALL'] ?? ''
const edits = [...(isProtection(without) ? PROTECTIONS[without].edits : []), ...(small === '' ? [] : SMALL)]

function sourceOf(path: string): string {
  let source = readFileSync(path, 'utf8')
  for (const { file, find, put } of edits) {
    if (relative(ROOT, path) !== file) continue
    if (!source.includes(find)) throw new Error(`${file} has no longer the text ${find}`)
    source = source.replace(find, () => put)
  }
  return source
}

registerHooks({
  load: (url, context, nextLoad) => {
    if (url.endsWith('.tsx')) {
      const options = {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2023,
        jsx: ts.JsxEmit.ReactJSX,
      }
      const source = ts.transpileModule(sourceOf(fileURLToPath(url)), { compilerOptions: options }).outputText
      return { format: 'module', source, shortCircuit: true }
    }
    const isEdited = url.startsWith('file:') && edits.some(({ file }) => url.endsWith(`/${file}`))
    if (!isEdited) return nextLoad(url, context)
    return { format: 'module-typescript', source: sourceOf(fileURLToPath(url)), shortCircuit: true }
  },
})
