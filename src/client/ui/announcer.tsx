import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

type Announce = (message: string) => void

const AnnounceContext = createContext<Announce>(() => undefined)

/** Speaks short messages through screen readers, politely: "Saved on this tablet", "Received". */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [spoken, setSpoken] = useState({ message: '', turn: 0 })
  const announce = useCallback(
    (message: string) => setSpoken(({ turn }) => ({ message, turn: turn + 1 })),
    [],
  )
  // Two regions take turns, so that the same words twice are two changes and are both spoken.
  const isOdd = spoken.turn % 2 === 1
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="visually-hidden" aria-live="polite">
        {isOdd ? spoken.message : ''}
      </div>
      <div className="visually-hidden" aria-live="polite">
        {isOdd ? '' : spoken.message}
      </div>
    </AnnounceContext>
  )
}

export function useAnnounce(): Announce {
  return useContext(AnnounceContext)
}
