import { type ErrorCode, Problem } from '../base/errors.ts';

export interface MollymawkProblemOptions extends ErrorOptions {
  /** The envelope's title; the status where it is left out. */
  readonly title?: string;
  /** What the log calls it. */
  readonly code?: ErrorCode;
}

/** A problem in mollymawk's own words and with its status; `detail` is the envelope's `data`. */
export class MollymawkProblem extends Problem {
  readonly #status: number;
  readonly #title: string;

  constructor(status: number, text: string, options: MollymawkProblemOptions = {}) {
    super(options.code ?? 'malformed-request', text, { cause: options.cause });
    this.#status = status;
    this.#title = options.title ?? String(status);
  }

  override get status(): number {
    return this.#status;
  }

  override get title(): string {
    return this.#title;
  }
}

/** The 400 for what cannot be read. */
export function malformed(text: string, options?: MollymawkProblemOptions): MollymawkProblem {
  return new MollymawkProblem(400, text, options);
}
