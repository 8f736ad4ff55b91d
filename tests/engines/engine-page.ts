/** What a test asks of a browser, whichever engine it has: no more than a person with a mouse and keys can do. */
export interface EnginePage {
  open(address: string): Promise<void>
  reload(): Promise<void>
  /** @param expression its value, or what its promise comes to, has to be something JSON can say */
  evaluate(expression: string): Promise<unknown>
  /** Presses and lets go, as long apart as a finger does, in CSS pixels from the top left of what is in sight. */
  tap(x: number, y: number): Promise<void>
  /** Types where the focus is. */
  type(text: string): Promise<void>
  press(key: Key): Promise<void>
  /** What the pages complained of: errors nobody caught, and what the content security policy refused. */
  faults(): Promise<readonly string[]>
  /** Ends the browser; its profile goes too. */
  dispose(): Promise<void>
}

/** A shared tablet, upright. */
export const VIEWPORT = { width: 820, height: 1180 }

/** How long a finger stays down. Whatever a page does on losing the focus happens meanwhile. */
export const PRESS_MS = 100

export type Key = 'Enter' | 'Backspace'

/** WebDriver's characters for keys that have none of their own. */
export const KEY_CHARACTER: Readonly<Record<Key, string>> = { Enter: '\uE007', Backspace: '\uE003' }

/** A tap as W3C WebDriver and WebDriver BiDi both write it. */
export function tapActions(x: number, y: number): readonly object[] {
  return [
    {
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: [
        { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
        { type: 'pointerDown', button: 0 },
        { type: 'pause', duration: PRESS_MS },
        { type: 'pointerUp', button: 0 },
      ],
    },
  ]
}

/** Keys, one after the other, as both write them. @param keys each of one UTF-16 unit */
export function keyActions(keys: string): readonly object[] {
  const actions = keys.split('').flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ])
  return [{ type: 'key', id: 'keys', actions }]
}
