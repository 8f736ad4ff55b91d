import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import {
  readWaitingFile,
  splitWaitingFile,
  type WaitingFileHeader,
  type WaitingFileLine,
  type WaitingFileProblem,
} from '#sync/waiting-file.ts'
import { StartProblem } from '../start-problem.ts'

/** Months of a busy tablet are a hundredth of this; more is no file of ours, and must not fill the memory. */
const UNZIPPED_MAX_BYTES = 256 * 1024 * 1024

const PROBLEMS: Record<WaitingFileProblem | 'too-large', string> = {
  'not-ours': 'is not a file of what waits on a tablet',
  'newer-version': 'was saved by a newer Branchline. Update this one first',
  damaged: 'is damaged: it is not as the tablet saved it. Copy it again, or save it again on the tablet',
  'too-large': 'is too large to be a file of what waits on a tablet',
}

export interface OpenedWaitingFile {
  readonly header: WaitingFileHeader
  readonly lines: readonly WaitingFileLine[]
}

/** Unzips and checks a file of what waits on a tablet. @throws {StartProblem} when it is not a whole one */
export async function openWaitingFile(path: string): Promise<OpenedWaitingFile> {
  const unzipped = await unzip(path)
  const parts = splitWaitingFile(unzipped)
  if (parts === null) throw problem(path, 'not-ours')
  const read = readWaitingFile(parts, createHash('sha256').update(parts.body).digest('hex'))
  if (!read.ok) throw problem(path, read.code)
  return read
}

async function unzip(path: string): Promise<string> {
  if ((await stat(path)).size > UNZIPPED_MAX_BYTES) throw problem(path, 'too-large')
  const bytes = await readFile(path)
  // Any file may be named by mistake; only one of ours that is cut short begins like gzip.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw problem(path, 'not-ours')
  try {
    return (await promisify(gunzip)(bytes, { maxOutputLength: UNZIPPED_MAX_BYTES })).toString('utf8')
  } catch (error) {
    const isLarge = error instanceof RangeError
    throw problem(path, isLarge ? 'too-large' : 'damaged', error)
  }
}

function problem(path: string, code: keyof typeof PROBLEMS, cause?: unknown): StartProblem {
  return new StartProblem(`${path} ${PROBLEMS[code]}. Nothing was taken in.`, { cause })
}
