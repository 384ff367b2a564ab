/** What every operation takes last. */
export interface OperationOptions {
  /** Ends the operation, which rejects with the signal's reason, and its connection. */
  readonly signal?: AbortSignal;
}

/** An image to be sent, which has to have the size that is said. */
export interface ImageSource {
  /** Octets. */
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
}
