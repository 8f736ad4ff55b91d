import { afterEach, beforeEach, vi } from 'vitest'

/** What was said to `console.error` in the running test. */
let complaints: string[] = []

beforeEach(() => {
  complaints = []
  vi.spyOn(console, 'error').mockImplementation((...said: unknown[]) => {
    complaints.push(said.map(String).join(' '))
  })
})

// React, Dexie and the libraries say there what would be a fault in the app.
afterEach(() => {
  vi.mocked(console.error).mockRestore()
  if (complaints.length > 0) throw new Error(`console.error was called:\n${complaints.join('\n')}`)
})
