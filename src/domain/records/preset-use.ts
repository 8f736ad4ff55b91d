/** How much less a use weighs than the one after it; ten uses ago weighs about a third. */
const FADING = 0.9

/**
 * How much each thing was used, those used last weighing most.
 *
 * @param uses what was used each time, newest first
 */
export function usesByWeight(uses: readonly string[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  uses.forEach((use, ago) => weights.set(use, (weights.get(use) ?? 0) + FADING ** ago))
  return weights
}

interface Ordered {
  readonly id: string
  readonly body: { readonly order: number }
}

/**
 * Presets as staff here are likely to want them: those used recently and often first, then the
 * others in their own order.
 *
 * @param uses preset ids of the latest sessions, newest first
 */
export function presetsByUse<Preset extends Ordered>(
  presets: readonly Preset[],
  uses: readonly string[],
): { readonly used: readonly Preset[]; readonly others: readonly Preset[] } {
  const weights = usesByWeight(uses)
  const weight = (preset: Preset): number => weights.get(preset.id) ?? 0
  const inOrder = [...presets].sort((a, b) => a.body.order - b.body.order)
  return {
    used: inOrder.filter((preset) => weight(preset) > 0).sort((a, b) => weight(b) - weight(a)),
    others: inOrder.filter((preset) => weight(preset) === 0),
  }
}
