export interface S3Failure extends ErrorOptions {
  /** What it was answered with; null: there was no answer. */
  readonly status?: number | null;
  /** What S3 calls that, as `NoSuchKey`. */
  readonly code?: string | null;
}

/** A store of the S3 kind does not do what it is asked; the message goes on from "it". */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly status: number | null;
  readonly code: string | null;

  constructor(message: string, { status = null, code = null, ...options }: S3Failure = {}) {
    super(message, options);
    this.status = status;
    this.code = code;
  }

  /** Whether the same may be answered otherwise a little later. */
  get passing(): boolean {
    return this.status === null || [429, 500, 502, 503, 504].includes(this.status);
  }
}
