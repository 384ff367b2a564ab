/** Why a try says nothing of what it was about: its time was over (`late`), or nothing was shown (`unseen`). */
export type Doubt = 'late' | 'unseen';

/** Why a check does not pass, in words for whoever wrote it. */
export class CheckFault extends Error {
  override readonly name = 'CheckFault';
  /** null: it says what it seems to say. */
  readonly doubt: Doubt | null;

  constructor(message: string, options: ErrorOptions & { readonly doubt?: Doubt } = {}) {
    super(message, options);
    this.doubt = options.doubt ?? null;
  }
}

/** In words what the system or TLS says by its codes: their own words name addresses. */
export function faultOf(error: unknown): CheckFault | null {
  if (error instanceof CheckFault) return error;
  if (!(error instanceof Error) || !('code' in error)) return null;
  return new CheckFault(`It cannot be reached (${error.code}).`, { cause: error });
}
