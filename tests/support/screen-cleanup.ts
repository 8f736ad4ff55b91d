import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)

// jsdom draws nothing and so knows no width: every screen is a phone's here.
globalThis.matchMedia = (query) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  })

// A screen is waited for as long as a busy machine may need to draw it; how fast it is, the benches say.
configure({ asyncUtilTimeout: 5_000 })
