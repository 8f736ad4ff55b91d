import type { Page } from 'playwright-core'

/**
 * Runs one function of a module that the page's own server serves.
 *
 * @param path the function's name, or a way to it: `page.push`
 * @returns what it resolves to; whoever built and served the module knows what that is
 */
export async function inPage(page: Page, address: string, path: string, argument: unknown): Promise<unknown> {
  return page.evaluate(
    async ([from, names, given]) => {
      let found: unknown = await import(String(from))
      for (const name of String(names).split('.')) {
        found = Reflect.get(Object(found), name)
      }
      if (typeof found !== 'function') throw new TypeError(`no ${String(names)}`)
      return Reflect.apply(found, undefined, [given]) as unknown
    },
    [address, path, argument] as const,
  )
}
