interface HelpPart {
  readonly heading: string
  readonly text: string
}

/** The definition of a field in parts; fetched from this tablet's own disk when it is first asked for. */
export async function fieldHelp(kind: string, field: string): Promise<readonly HelpPart[]> {
  const { guideOf } = await import('#domain/records/guides/all-guides.ts')
  const guide = guideOf(kind, field)
  if (guide === undefined) return []
  return [
    { heading: 'The rule', text: guide.rule },
    { heading: 'Counts', text: guide.counts },
    { heading: 'Does not count', text: guide.countsNot },
    { heading: 'Used by', text: guide.usedBy },
  ]
}
