/** How long the browser may take to begin with the file before its address goes. */
const KEPT_MS = 60_000

/** Hands a file to the browser, which puts it where downloads go. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
