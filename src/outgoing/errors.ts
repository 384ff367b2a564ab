/** What went wrong: `refused` before anything was sent, the rest on the way. */
export type OutgoingFault = 'refused' | 'unreachable' | 'timeout' | 'too-large';

/** That it is not known which addresses may be asked now: nothing was asked, and the cause is ours. */
export class RuleUnknownError extends Error {
  override readonly name = 'RuleUnknownError';
}

/** An answer that was not had; the message says why, and nothing of what was sent. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';
  readonly fault: OutgoingFault;

  constructor(fault: OutgoingFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
