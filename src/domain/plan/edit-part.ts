import type { ImportProblem } from '../records/import-table.ts'
import { rewritten, type TakingIn } from './plan-import.ts'
import { type Cells, type PlanColumn } from './plan-line.ts'
import { codeOf, type PartLine, partsOf, type PlanPart } from './plan-part.ts'
import { misplacedCells, readPart } from './read-plan-line.ts'

/** What was typed about one part of a plan, by the names of a file's columns. */
export interface TypedPart {
  readonly line: PartLine
  readonly cells: Cells
  readonly planId: string
  /** The part as it was when the form was opened; null for a new one. */
  readonly held: PlanPart | null
}

export type PartProblems = Partial<Readonly<Record<PlanColumn, string>>>

export type TypedPartCheck =
  | { readonly ok: true; readonly part: PlanPart }
  | { readonly ok: false; readonly problems: PartProblems }

/** Reads what was typed about a part, by the same rules as a line of a file. */
export function readTypedPart({ line, cells, planId, held }: TypedPart, from: TakingIn): TypedPartCheck {
  const parts = partsOf(planId, from.held.parts).filter(({ deleted }) => !deleted)
  const typed = { row: '', is: line, cells }
  const found: ImportProblem[] = [...misplacedCells(typed)]
  const code = cells.id?.trim() ?? ''
  const taken = parts.some((part) => part.line === line && codeOf(part) === code && part.id !== held?.id)
  if (taken) found.push({ row: '', column: 'id', words: `“${code}” is in this plan already.` })
  const idsOf = (wanted: PartLine) =>
    new Map(parts.flatMap((part) => (part.line === wanted ? [[codeOf(part), part.id]] : [])))
  const last = Math.max(0, ...parts.map((part) => (part.line === 'action' ? part.body.order : 0)))
  const part = readPart(line, {
    line: typed,
    held,
    id: held?.id ?? from.newId(),
    planId,
    codes: { priorities: idsOf('priority'), actions: idsOf('action'), sites: from.siteIds },
    order: held?.line === 'action' ? held.body.order : last + 1,
    problems: found,
  })
  if (found.length > 0) {
    return { ok: false, problems: Object.fromEntries(found.map(({ column, words }) => [column, words])) }
  }
  return { ok: true, part: held === null ? part : rewritten(held, part, from) }
}

/** Actions that would stand nowhere without a priority; while there are any it cannot be taken out. */
export function standingOnlyUnder(priorityId: string, parts: readonly PlanPart[]): readonly string[] {
  return parts.flatMap((part) =>
    part.line === 'action' &&
    !part.deleted &&
    part.body.places.every((place) => place.priorityId === priorityId)
      ? [part.body.code]
      : [],
  )
}
