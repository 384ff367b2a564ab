import type { Readable, Writable } from 'node:stream';

/** Whatever the command has of the process that it runs in. */
export interface CliDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The home folder of whoever calls. */
  readonly home: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Whether somebody is there who can be asked. */
export const isInteractive = ({ stdin, stderr }: CliDeps) =>
  stdin.isTTY === true && stderr.isTTY === true;
