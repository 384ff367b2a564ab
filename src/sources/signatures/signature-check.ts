/** Checks a file against its signature, as it comes. */
export interface SignatureCheck {
  update(chunk: Buffer): void;
  /** At the end of the file. Throws `signature-wrong`. */
  verify(): void;
}
