import { inject } from 'vitest'
import { openChromium } from '../engines/chromium-page.ts'
import { coreJourneys } from '../engines/core-journeys.ts'

coreJourneys('Chromium', () => openChromium(inject('browserPath')))
