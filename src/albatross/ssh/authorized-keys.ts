import { type Destination, endpointOf } from './destination.ts';
import { type SocketPaths, socketPathPattern } from './socket-paths.ts';
import type { SshKey } from './ssh-key.ts';

/** What a host is reached by over SSH: its daemons' sockets, or its TLS endpoint. */
export type SshTarget =
  | { readonly kind: 'sockets'; readonly paths: SocketPaths }
  | { readonly kind: 'endpoint'; readonly address: string; readonly port: number };

/** A public key as `id_ed25519.pub` holds it, without a line's end. */
export const publicKeyLine = ({ type, publicKey, comment }: SshKey): string =>
  [type, publicKey.toString('base64'), comment].join(' ').trimEnd();

/**
 * The line for `authorized_keys` with the narrowest options that still work: forwarding to the target
 * only, no terminal, no agent, and a command that does nothing in place of any other (`restrict` alone
 * forbids no commands). `publicKey` is as `publicKeyLine` gives it. Throws a RangeError for a target that cannot be written so.
 */
export function authorizedKeysLine(publicKey: string, target: SshTarget): string {
  const permits = destinationsOf(target).map((one) => `permitopen="${permitted(one)}"`);
  const options = ['restrict', 'port-forwarding', ...permits, 'command="false"'];
  return `${options.join(',')} ${publicKey}`;
}

function destinationsOf(target: SshTarget): Destination[] {
  if (target.kind === 'endpoint') return [{ ...target, kind: 'tcp' }];
  const { albatrossd, console, stats } = target.paths;
  return [albatrossd, console, stats].map((path) => ({ kind: 'socket', path }));
}

/** A socket has any port here: OpenSSH asks for one, and takes `*` alone. */
function permitted(destination: Destination): string {
  if (destination.kind === 'socket') {
    if (socketPathPattern.test(destination.path)) return `[${destination.path}]:*`;
    throw new RangeError(`no path of a socket: ${destination.path}`);
  }
  if (/^[A-Za-z0-9.:-]+$/.test(destination.address)) return endpointOf(destination);
  throw new RangeError(`no address: ${destination.address}`);
}
