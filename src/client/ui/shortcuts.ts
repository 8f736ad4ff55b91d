/** A place that is one press away on a keyboard. */
interface Shortcut {
  /** The letter pressed with Alt and Shift. */
  readonly letter: string
  readonly word: string
  readonly to: string
}

/** With Alt and Shift, so that no letter typed into a form ever leads away from it. */
export const SHORTCUTS: readonly Shortcut[] = [
  { letter: 'T', word: 'Today', to: '/' },
  { letter: 'L', word: 'Log', to: '/log' },
  { letter: 'C', word: 'Count', to: '/count' },
  { letter: 'H', word: 'Volunteer hours', to: '/hours' },
  { letter: 'S', word: 'Signpost', to: '/signpost' },
  { letter: 'W', word: 'Week', to: '/week' },
  { letter: 'E', word: 'Entries', to: '/entries' },
  { letter: 'P', word: 'Plan', to: '/plan' },
  { letter: 'R', word: 'Progress', to: '/progress' },
  { letter: 'O', word: 'Our place', to: '/place' },
  { letter: 'D', word: 'End of the day', to: '/end-of-day' },
]

/** The list of them all. */
export const SHORTCUTS_LETTER = 'K'

/** The letter of a press of Alt, Shift and a letter, whatever the layout makes of the three; else null. */
export function shortcutLetter(
  event: Pick<KeyboardEvent, 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'code'>,
) {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return null
  return /^Key([A-Z])$/.exec(event.code)?.[1] ?? null
}
