/** What becomes of something: `new` is made, `known` is here already, the others are not made. */
export type ImportState = 'new' | 'known' | 'collision' | 'failed';

/** What becomes of one thing that is imported. */
export interface ImportLine {
  readonly what: 'account' | 'token' | 'host' | 'policy';
  readonly name: string;
  readonly state: ImportState;
  /** More about it, or why not. */
  readonly note: string | null;
  /** By which somebody sets a password; only of accounts that were made, and shown this once. */
  readonly link?: string;
}

/** What an import has done, or would do. */
export interface ImportReport {
  readonly applied: boolean;
  readonly lines: readonly ImportLine[];
  /** What is not imported, and what else there is to know, in sentences. */
  readonly notes: readonly string[];
}
