/** Shows on the installed app's icon how many entries wait or want somebody, where the system can show it. */
export function showBadge(count: number): void {
  const badge: Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>> = navigator
  // A system that has the function may still refuse it, as when the app is not installed.
  const shown = count > 0 ? badge.setAppBadge?.(count) : badge.clearAppBadge?.()
  shown?.catch(() => undefined)
}
