import type { Label } from '../albatross/names.ts';
import type {
  EndpointTarget,
  HostWay,
  SocketsTarget,
  SshWay,
} from '../host-client/connection-settings/host-way.ts';
import { confirmHostKey } from './confirm-host-key.ts';
import type { NewSshWay, NewTarget, NewWay } from './new-way.ts';
import { type PlanningTools, readAuthority, readKey } from './read-credentials.ts';

/**
 * The way that an administrator describes, its secrets read, its host key believed. Throws
 * `credentials-refused`, `host-key-unconfirmed`, `host-untrusted`, and what a host fails with that
 * shows no key.
 */
export async function planWay(
  host: Label,
  way: NewWay,
  tools: PlanningTools,
  signal: AbortSignal,
): Promise<HostWay> {
  if (way.transport === 'ssh') return await planSshWay(host, way, tools, signal);
  const { transport, address, port } = way;
  return { transport, address, port, authority: readAuthority(way, tools), fingerprint: null };
}

async function planSshWay(
  host: Label,
  way: NewSshWay,
  tools: PlanningTools,
  signal: AbortSignal,
): Promise<SshWay> {
  const { transport, address, port, user } = way;
  const privateKey = await readKey(way, tools);
  const target = planTarget(way.target, tools);
  const hostKey = await confirmHostKey(host, way, { privateKey, target }, signal);
  return { transport, address, port, user, privateKey, hostKey, target };
}

function planTarget(target: NewTarget, tools: PlanningTools): SocketsTarget | EndpointTarget {
  if (target.type === 'sockets') return target;
  const { type, port } = target;
  return { type, port, authority: readAuthority(target, tools, 'target.'), fingerprint: null };
}
