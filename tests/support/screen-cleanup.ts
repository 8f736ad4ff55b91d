import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)

// A screen is waited for as long as a busy machine may need to draw it; how fast it is, the benches say.
configure({ asyncUtilTimeout: 5_000 })
