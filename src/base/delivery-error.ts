/** Something was not taken by whom it was sent to. Says neither to whom it was nor what it held. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Whether it would be refused again. */
  readonly isFinal: boolean;

  constructor(message: string, isFinal: boolean) {
    super(message);
    this.isFinal = isFinal;
  }
}
