/** A request as it is thrown, whole. */
export interface FuzzRequest {
  /** Which part of the server it is meant for. */
  readonly route: string
  readonly method: string
  /** From the first slash on, with its query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
}
