import { inject } from 'vitest'
import { coreJourneys } from './core-journeys.ts'
import { openFirefox } from './firefox-page.ts'

coreJourneys('Firefox', () => openFirefox(inject('firefoxPath')))
