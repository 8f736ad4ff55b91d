import { STEPS } from '#domain/place/area-shades.ts'

interface MapPatternsProps {
  /** What the names of the patterns begin with: two drawings on one page share none. */
  readonly id: string
  /** Side of the pattern's square. */
  readonly unit: number
}

/** A shade and a hatching for each step, so that a map printed in black and white says the same. */
export function MapPatterns({ id, unit }: MapPatternsProps) {
  return (
    <defs>
      <pattern id={`${id}-0`} width={unit} height={unit} patternUnits="userSpaceOnUse">
        <rect className="place-shade-0" width={unit} height={unit} />
        <circle className="place-dots" cx={unit / 2} cy={unit / 2} r={unit / 9} />
      </pattern>
      {STEPS.map((step) => (
        <pattern
          key={step}
          id={`${id}-${step}`}
          width={unit}
          height={unit}
          patternUnits="userSpaceOnUse"
          patternTransform={step % 2 === 0 ? 'rotate(45)' : 'rotate(-45)'}
        >
          <rect className={`place-shade-${step}`} width={unit} height={unit} />
          <path
            className={`place-hatch-${step}`}
            strokeWidth={unit / 8}
            d={HATCHING[step]?.(unit) ?? ''}
            fill="none"
          />
        </pattern>
      ))}
    </defs>
  )
}

const HATCHING: Readonly<Record<number, (unit: number) => string>> = {
  1: () => '',
  2: (unit) => `M${unit / 2} 0v${unit}`,
  3: (unit) => `M${unit / 2} 0v${unit}M0 ${unit / 2}h${unit}`,
  4: (unit) => `M${unit / 4} 0v${unit}M${(unit * 3) / 4} 0v${unit}`,
  5: () => '',
}
