import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'

const FocusOnArrival = createContext(false)

/** Says whether the screen was reached from another one, so that its heading should take the focus. */
export function ArrivalProvider({ moved, children }: { moved: boolean; children: ReactNode }) {
  return <FocusOnArrival value={moved}>{children}</FocusOnArrival>
}

interface PageTitleProps {
  /** Stands in the browser's title before the product's name. */
  readonly title: string
  /** The heading, where it says more than the title. */
  readonly children?: ReactNode
  /** False where the screen puts the focus somewhere better, as a form does. */
  readonly takesFocus?: boolean
}

/** The one `h1` of a screen. Sets the browser's title, and takes the focus when the screen was navigated to. */
export function PageTitle({ title, children, takesFocus = true }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const moved = useContext(FocusOnArrival)
  const shouldFocus = useRef(moved && takesFocus)

  useEffect(() => {
    document.title = `${title} · Branchline`
  }, [title])
  useEffect(() => {
    if (shouldFocus.current) heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  )
}
