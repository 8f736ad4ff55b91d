/** `lost`: acknowledged, and not where it must be. `doubled`: took effect more than once. `wrong`: anything else. */
type FindingKind = 'lost' | 'doubled' | 'wrong'

export interface Finding {
  readonly kind: FindingKind
  readonly what: string
}

export interface Findings {
  readonly all: readonly Finding[]
  add(kind: FindingKind, what: string): void
  count(kind: FindingKind): number
}

/** @param tell is told of each at once, because a run of hours may be ended before its end */
export function collectFindings(tell: (finding: Finding) => void): Findings {
  const all: Finding[] = []
  return {
    all,
    add: (kind, what) => {
      const finding = { kind, what }
      all.push(finding)
      tell(finding)
    },
    count: (kind) => all.filter((finding) => finding.kind === kind).length,
  }
}
