import { type AlbatrossError, TransportError } from '../errors.ts';
import { type Destination, formatDestination } from './destination.ts';
import { type ChannelRefusal, ChannelRefusedError } from './errors.ts';

/** RFC 4254 section 5.1. */
const refusals: ReadonlyMap<unknown, ChannelRefusal> = new Map([
  [1, 'forbidden'],
  [2, 'not-connected'],
  [3, 'unknown-type'],
  [4, 'no-room'],
]);

/** What it means that a channel was not opened: the host's answer, else a loss of the connection. */
export function explainRefusal(cause: Error, destination: Destination): AlbatrossError {
  const reason = refusals.get('reason' in cause ? cause.reason : undefined);
  if (!reason) return new TransportError(`no channel was opened: ${cause.message}`, { cause });
  const message = `sshd opened no way to ${formatDestination(destination)}: ${adviceOn(reason, destination)} (${cause.message})`;
  return new ChannelRefusedError(reason, destination, message, { cause });
}

function adviceOn(reason: ChannelRefusal, destination: Destination): string {
  switch (reason) {
    case 'forbidden':
      return `it is forbidden: ${permission(destination)}`;
    case 'not-connected':
      return destination.kind === 'tcp'
        ? 'see whether albatross-tls-endpoint runs and listens there'
        : `see whether the daemon runs, whether the user is in the group that may open its socket, and whether it is permitted: ${permission(destination)}; sshd's log tells which`;
    case 'unknown-type':
      return 'it knows no such forwarding: OpenSSH 6.7 or later is needed';
    case 'no-room':
      return 'it has no room for another';
  }
}

const permission = ({ kind }: Destination): string =>
  kind === 'tcp'
    ? 'the line in authorized_keys has to permit it, and sshd_config must not say AllowTcpForwarding no'
    : 'the line in authorized_keys has to permit it, and sshd_config must say neither AllowTcpForwarding no nor AllowStreamLocalForwarding no';
