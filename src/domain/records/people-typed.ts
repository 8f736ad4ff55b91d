/** A number of people as typed; spaces and thousands commas are let pass. `null` is blank, `undefined` is no number. */
export function peopleTyped(text: string): number | null | undefined {
  const digits = text.replace(/[\s,]/g, '')
  if (digits === '') return null
  return /^\d{1,5}$/.test(digits) ? Number(digits) : undefined
}
