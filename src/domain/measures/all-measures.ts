import type { Measure } from './define-measure.ts'
import { deliveryMeasures } from './delivery-measures.ts'
import { climateMeasures } from './priority-1-climate.ts'
import { inequalityMeasures } from './priority-2-inequalities.ts'
import { healthMeasures } from './priority-3-health.ts'
import { carerMeasures } from './priority-4-carers.ts'
import { transportMeasures } from './priority-5-transport.ts'
import { natureMeasures } from './priority-6-nature.ts'
import { childrenMeasures } from './priority-7-children.ts'
import { democracyMeasures } from './priority-8-democracy.ts'
import { businessMeasures } from './priority-9-business.ts'

/** Every measure, by priority. Changing what one counts means counting its version up. */
export const measures: readonly Measure[] = [
  ...climateMeasures,
  ...inequalityMeasures,
  ...healthMeasures,
  ...carerMeasures,
  ...transportMeasures,
  ...natureMeasures,
  ...childrenMeasures,
  ...democracyMeasures,
  ...businessMeasures,
  ...deliveryMeasures,
]

export function measureOf(id: string): Measure | undefined {
  return measures.find((measure) => measure.id === id)
}
