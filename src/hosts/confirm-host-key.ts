import type { Label } from '../albatross/names.ts';
import { authorizedKeysLine, publicKeyLine } from '../albatross/ssh/authorized-keys.ts';
import type { HostKey } from '../albatross/ssh/host-key.ts';
import { scanHostKeys } from '../albatross/ssh/scan-host-keys.ts';
import { parseSshKey } from '../albatross/ssh/ssh-key.ts';
import { Problem } from '../base/errors.ts';
import {
  permittedTarget,
  type SshSettings,
} from '../host-client/connection-settings/connection-settings.ts';
import { asProblem } from '../host-client/problems.ts';

/** Where a host is, and the fingerprint of its key that a person believes, if one. */
export interface HostKeyQuestion {
  readonly address: string;
  readonly port: number;
  readonly hostKey?: string | undefined;
}

/**
 * The host's key of the fingerprint that a person believes: the host is asked for its keys, and told
 * nothing. Throws `host-key-unconfirmed`, with the key that it presents, where none is believed yet;
 * `host-untrusted` where it has no such key; and what a host fails with that shows none.
 */
export async function confirmHostKey(
  host: Label,
  { address, port, hostKey }: HostKeyQuestion,
  settings: Pick<SshSettings, 'privateKey' | 'target'>,
  signal: AbortSignal,
): Promise<HostKey> {
  const presented = await presentedKeys(host, { address, port }, signal);
  if (hostKey === undefined) throw unconfirmed(host, presented[0], settings);
  const believed = presented.find(({ fingerprint }) => fingerprint === hostKey);
  if (believed) return believed;
  throw new Problem(
    'host-untrusted',
    `${host} presents ${presented.map(describe).join(', ')}, but not ${hostKey}. ` +
      'Compare with `ssh-keygen -l` on the host itself.',
    { facts: { host, presentedHostKey: presented[0].fingerprint } },
  );
}

async function presentedKeys(
  host: Label,
  where: { readonly address: string; readonly port: number },
  signal: AbortSignal,
): Promise<[HostKey, ...HostKey[]]> {
  try {
    return await scanHostKeys(where, signal);
  } catch (error) {
    throw asProblem(error, host);
  }
}

function unconfirmed(
  host: Label,
  presented: HostKey,
  { privateKey, target }: Pick<SshSettings, 'privateKey' | 'target'>,
): Problem {
  const publicKey = publicKeyLine(parseSshKey(privateKey));
  return new Problem(
    'host-key-unconfirmed',
    `${host} presents ${describe(presented)}. Compare it with what \`ssh-keygen -l -f ` +
      `/etc/ssh/ssh_host_${fileOf(presented)}_key.pub\` says on the host itself, and send the same ` +
      'again with this as `hostKey`.',
    {
      facts: {
        host,
        hostKey: presented.fingerprint,
        hostKeyType: presented.type,
        publicKey,
        authorizedKeysLine: authorizedKeysLine(publicKey, permittedTarget(target)),
      },
    },
  );
}

const describe = ({ fingerprint, type }: HostKey) => `${fingerprint} (${type})`;

/** How sshd's files are named: `ssh_host_ed25519_key`. */
function fileOf({ type }: HostKey): string {
  if (type === 'ssh-ed25519') return 'ed25519';
  return type === 'ssh-rsa' ? 'rsa' : 'ecdsa';
}
