import type { ReactNode } from 'react'
import { Notice } from './notice.tsx'

interface SecondLookProps {
  readonly items: readonly {
    readonly key: string
    readonly label: string
    readonly text: string
    /** A way to say that it is right as it is. */
    readonly way?: ReactNode
  }[]
}

/** What may want a second look before saving. It stands in nobody's way. */
export function SecondLook({ items }: SecondLookProps) {
  return (
    <div role="status">
      {items.length > 0 && (
        <Notice tone="warn">
          <p>
            <b>Worth a second look</b>
          </p>
          <ul className="plain-list stack stack-tight">
            {items.map(({ key, label, text, way }) => (
              <li key={key} className="row row-tight">
                <span>
                  <b>{label}:</b> {text}
                </span>
                {way}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
