import { useEffect, useRef } from 'react'

const ONCE_IN_MS = 1000

/** Says something that changes many times a second at most once a second, and always how it ended. */
export function useSeldom(say: (message: string) => void): (message: string) => void {
  const state = useRef<{ said: string; next: string; timer: ReturnType<typeof setTimeout> | undefined }>({
    said: '',
    next: '',
    timer: undefined,
  })
  useEffect(() => {
    const { current } = state
    return () => clearTimeout(current.timer)
  }, [])
  const latest = useRef('')
  useEffect(() => {
    const { current } = state
    if (current.next === latest.current) return
    current.next = latest.current
    current.timer ??= setTimeout(() => {
      current.timer = undefined
      if (current.said === current.next) return
      current.said = current.next
      say(current.next)
    }, ONCE_IN_MS)
  })
  return (message) => {
    latest.current = message
  }
}
