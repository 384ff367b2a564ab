import { readText } from '../../files/read-text.ts';
import { CommandError } from '../../output/command-error.ts';

/** What the options say of where SSH leads to. */
export interface TargetOptions {
  readonly sockets?: string | undefined;
  readonly endpoint?: number | undefined;
}

export interface AuthorityOptions {
  readonly certificate?: string | undefined;
  readonly caKey?: string | undefined;
}

/** The certificate and the key of a CA, read from their files. Throws `CommandError`. */
export async function readAuthority({ certificate, caKey }: AuthorityOptions) {
  if (certificate === undefined || caKey === undefined) {
    throw new CommandError('Give --certificate and --ca-key, the files of the host’s CA.');
  }
  return { certificate: await readText(certificate), privateKey: await readText(caKey) };
}

/** Where a key leads to; by default to the sockets of albatross where Linux has them. Throws `CommandError`. */
export function targetOf({ sockets, endpoint }: TargetOptions) {
  if (sockets !== undefined && endpoint !== undefined) {
    throw new CommandError('Give --sockets or --endpoint, not both.');
  }
  if (endpoint !== undefined) return { type: 'endpoint', port: endpoint } as const;
  return { type: 'sockets', path: sockets ?? '/run/albatross' } as const;
}
