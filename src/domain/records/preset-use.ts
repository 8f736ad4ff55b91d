/** How much less a use weighs than the one after it; ten uses ago weighs about a third. */
const FADING = 0.9

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
  const weights = new Map<string, number>()
  uses.forEach((id, ago) => weights.set(id, (weights.get(id) ?? 0) + FADING ** ago))
  const weight = (preset: Preset): number => weights.get(preset.id) ?? 0
  const inOrder = [...presets].sort((a, b) => a.body.order - b.body.order)
  return {
    used: inOrder.filter((preset) => weight(preset) > 0).sort((a, b) => weight(b) - weight(a)),
    others: inOrder.filter((preset) => weight(preset) === 0),
  }
}
