import type { Label } from '../albatross/names.ts';
import { linuxFolder } from '../albatross/ssh/socket-paths.ts';
import { Problem } from '../base/errors.ts';
import type {
  Authority,
  EndpointTarget,
  HostWay,
  SocketsTarget,
  SshWay,
  TlsWay,
} from '../host-client/connection-settings/host-way.ts';
import { confirmHostKey } from './confirm-host-key.ts';
import type { TargetChange, WayChange } from './new-way.ts';
import { type PlanningTools, readAuthority, readKey } from './read-credentials.ts';

const endpointPort = 1025;

const otherTransport =
  'cannot be changed: remove the host, which forgets the policies on it and leaves what runs there, ' +
  'add it anew under the same name, and give its policies again, with `adopt: true`';

/**
 * A way with what an administrator changes about it. Throws `credentials-refused`, `host-untrusted`,
 * what a host fails with that shows no key, and `invalid-body` for what does not go with the way, as
 * another transport.
 */
export async function changeWay(
  host: Label,
  way: HostWay,
  change: WayChange,
  tools: PlanningTools,
  signal: AbortSignal,
): Promise<HostWay> {
  if (change.transport !== undefined && change.transport !== way.transport) {
    throw invalid('transport', otherTransport);
  }
  return way.transport === 'tls'
    ? changeTlsWay(way, change, tools)
    : await changeSshWay(host, way, change, tools, signal);
}

function changeTlsWay(way: TlsWay, change: WayChange, tools: PlanningTools): TlsWay {
  refuse(change, ['user', 'passphrase', 'keyId', 'hostKey', 'target'], 'is for hosts over SSH');
  const { address = way.address, port = way.port, fingerprint = way.fingerprint } = change;
  const authority = authorityAfter(way.authority, change, tools);
  return { ...way, address, port, authority, fingerprint };
}

async function changeSshWay(
  host: Label,
  way: SshWay,
  change: WayChange,
  tools: PlanningTools,
  signal: AbortSignal,
): Promise<SshWay> {
  refuse(change, ['certificate'], 'belongs into `target` for hosts over SSH');
  const { address = way.address, port = way.port, user = way.user, hostKey } = change;
  const privateKey = await readKey(choosesKey(change) ? change : way, tools);
  const target = believing(targetAfter(way.target, change.target, tools), change.fingerprint);
  const changed = { ...way, address, port, user, privateKey, target };
  if (hostKey === undefined) return changed;
  const confirmed = await confirmHostKey(host, { address, port, hostKey }, changed, signal);
  return { ...changed, hostKey: confirmed };
}

function choosesKey({ privateKey, passphrase, keyId }: WayChange): boolean {
  if (privateKey !== undefined && keyId !== undefined) {
    throw invalid('keyId', 'cannot be given with privateKey');
  }
  if (passphrase !== undefined && privateKey === undefined) {
    throw invalid('passphrase', 'has to be given with its privateKey');
  }
  return privateKey !== undefined || keyId !== undefined;
}

function targetAfter(
  former: SocketsTarget | EndpointTarget,
  change: TargetChange | undefined,
  tools: PlanningTools,
): SocketsTarget | EndpointTarget {
  if (!change) return former;
  if (change.type === 'sockets') {
    const formerPath = former.type === 'sockets' ? former.path : linuxFolder;
    return { type: 'sockets', path: change.path ?? formerPath };
  }
  if (former.type === 'endpoint') {
    const authority = authorityAfter(former.authority, change, tools, 'target.');
    return { ...former, port: change.port ?? former.port, authority };
  }
  const { type, port = endpointPort } = change;
  const authority = authorityAfter(null, change, tools, 'target.');
  return { type, port, authority, fingerprint: null };
}

function authorityAfter(
  former: Authority | null,
  { certificate, privateKey }: Partial<Record<keyof Authority, string | undefined>>,
  tools: PlanningTools,
  at = '',
): Authority {
  if (certificate !== undefined && privateKey !== undefined) {
    return readAuthority({ certificate, privateKey }, tools, at);
  }
  if (former && certificate === undefined && privateKey === undefined) {
    return readAuthority(former, tools, at);
  }
  const missing = certificate === undefined ? 'certificate' : 'privateKey';
  throw invalid(
    `${at}${missing}`,
    'is missing: certificate and privateKey have to be given together',
  );
}

function believing(
  target: SocketsTarget | EndpointTarget,
  fingerprint: string | undefined,
): SocketsTarget | EndpointTarget {
  if (fingerprint === undefined) return target;
  if (target.type === 'endpoint') return { ...target, fingerprint };
  throw invalid('fingerprint', 'is of a TLS endpoint, and the daemons’ sockets are used');
}

function refuse(change: WayChange, members: readonly (keyof WayChange)[], message: string): void {
  const given = members.find((member) => change[member] !== undefined);
  if (given) throw invalid(given, message);
}

function invalid(path: string, message: string): Problem {
  return new Problem('invalid-body', `The body is not as it has to be: ${path} ${message}.`, {
    errors: [{ path, message }],
  });
}
