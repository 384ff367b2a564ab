import { type ExitCode, exitCodes } from './exit-codes.ts';

/** What is told to whoever called, without a stack: a sentence that says what to do. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.failed, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Somebody pressed Ctrl-C, or answered no. */
export class Cancelled extends CommandError {
  override readonly name = 'Cancelled';

  constructor(message = 'Cancelled.') {
    super(message, exitCodes.cancelled);
  }
}

/** The command is ended from outside, not by a person at its terminal. */
export class Terminated extends CommandError {
  override readonly name = 'Terminated';

  constructor(message = 'Ended.') {
    super(message, exitCodes.cancelled);
  }
}
