import type { Schema } from '../../api/schema.ts';
import { readText } from '../../files/read-text.ts';
import { CommandError } from '../../output/command-error.ts';
import {
  type AuthorityOptions,
  readAuthority,
  type TargetOptions,
  targetOf,
} from './ssh-target.ts';

/** What `hosts add` takes. */
export interface AddOptions extends AuthorityOptions, TargetOptions {
  readonly port?: number | undefined;
  readonly ssh?: string | undefined;
  readonly sshKey?: string | undefined;
  readonly passphraseFile?: string | undefined;
  readonly keyId?: string | undefined;
  readonly hostKey?: string | undefined;
  readonly allowDuplicate?: boolean | undefined;
}

interface Where {
  readonly name: string;
  readonly address: string;
}

/** A host as it is asked for, its files read. Throws `CommandError` where something is missing. */
export async function newHost(where: Where, options: AddOptions): Promise<Schema['AddHost']> {
  const { allowDuplicate } = options;
  const body = await reachedAs(where, options);
  return allowDuplicate ? { ...body, allowDuplicate } : body;
}

async function reachedAs(where: Where, options: AddOptions): Promise<Schema['AddHost']> {
  const { port, ssh, sshKey, passphraseFile, keyId, hostKey, sockets, endpoint } = options;
  if (ssh !== undefined) return await overSsh(where, { ...options, ssh });
  const given = [sshKey, passphraseFile, keyId, hostKey, sockets, endpoint];
  if (given.some((value) => value !== undefined)) {
    throw new CommandError('These options are only for hosts over SSH: add --ssh USER.');
  }
  const authority = await readAuthority(options);
  return { ...where, transport: 'tls', port: port ?? 1025, ...authority };
}

async function overSsh(where: Where, options: AddOptions & { readonly ssh: string }) {
  const { ssh: user, port, sshKey, passphraseFile, keyId, hostKey } = options;
  if ((sshKey === undefined) === (keyId === undefined)) {
    throw new CommandError(
      'Give either --ssh-key FILE or --key-id ID, from `fulmar hosts ssh-key`.',
    );
  }
  const target = targetOf(options);
  return {
    ...{ ...where, transport: 'ssh' as const, port: port ?? 22, user },
    ...(sshKey !== undefined && { privateKey: await readText(sshKey) }),
    ...(passphraseFile !== undefined && {
      passphrase: (await readText(passphraseFile)).replace(/\r?\n$/, ''),
    }),
    ...(keyId !== undefined && { keyId }),
    ...(hostKey !== undefined && { hostKey }),
    target: target.type === 'sockets' ? target : { ...target, ...(await readAuthority(options)) },
  };
}
