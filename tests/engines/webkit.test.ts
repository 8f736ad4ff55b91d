import { inject } from 'vitest'
import { coreJourneys } from './core-journeys.ts'
import { openWebKit } from './webkit-page.ts'

coreJourneys('WebKitGTK', () => openWebKit(inject('webKitPrograms')))
