import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { CONTENDERS, type ContenderName } from './contender.ts'

const HERE = import.meta.dirname

const ENTRY: Readonly<Record<ContenderName, string>> = {
  branchline: join(HERE, 'branchline-page.ts'),
  pouchdb: join(HERE, '../peers/pouchdb-page.mjs'),
  rxdb: join(HERE, '../peers/rxdb-page.mjs'),
  floor: join(HERE, 'floor-page.ts'),
}

export interface Pages {
  readonly folder: string
  /** Bytes of each contender's script as gzip, the bench's own few hundred among them. */
  readonly bytes: ReadonlyMap<ContenderName, number>
}

/** Builds one script for each contender, as an app that uses nothing else of it would get it. */
export async function buildPages(): Promise<Pages> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-pages-'))
  await mkdir(join(folder, 'bench'))
  await writeFile(join(folder, 'bench/index.html'), '<!doctype html><title>bench</title>')
  const bytes = new Map<ContenderName, number>()
  for (const name of CONTENDERS) {
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir: join(folder, 'bench'),
        emptyOutDir: false,
        target: 'es2023',
        modulePreload: false,
        rolldownOptions: {
          input: { [name]: ENTRY[name] },
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: '[name].js', codeSplitting: false },
        },
      },
    })
    const script = await readFile(join(folder, 'bench', `${name}.js`))
    bytes.set(name, gzipSync(script, { level: 9 }).length)
  }
  return { folder, bytes }
}
