import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
] as const

/** Of all the rules those that colours decide: a page that is light or dark differs in nothing else. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block']

/** Faults axe finds on a phone and on a tablet, light and dark, in words a developer can act on. */
export async function faults(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // What is in order is told once a rule, and not for each of a page's thousand nodes.
      const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
      const { violations, passes } = await (colorScheme === 'light'
        ? builder
        : builder.withRules(OF_COLOUR)
      ).analyze()
      if (passes.length === 0) found.push(`${colorScheme}, ${size.width} wide: axe looked at nothing`)
      for (const { id, nodes } of violations) {
        const where = nodes.map(({ target }) => target.join(' ')).join(', ')
        found.push(`${colorScheme}, ${size.width} wide: ${id} at ${where}`)
      }
    }
  }
  return found
}
