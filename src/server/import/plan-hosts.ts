import { randomUUID } from 'node:crypto';
import { AuditEvent } from '../../audit/entity.ts';
import { ownEvent } from '../../audit/event.ts';
import { Problem } from '../../base/errors.ts';
import { explainIssue } from '../../base/explain-issue.ts';
import type { ConnectionSettings } from '../../host-client/connection-settings/connection-settings.ts';
import { sealSettings } from '../../host-client/connection-settings/sealed-settings.ts';
import { StoredHost } from '../../host-client/entity.ts';
import { Automation } from '../../hosts/automation/automation.ts';
import { readAuthority } from '../../hosts/read-credentials.ts';
import { newTlsHost } from '../../hosts/schema.ts';
import { readHost } from '../../hosts/try-host.ts';
import type { StoreHost } from '../../mollymawk/store/store-schema.ts';
import {
  collision,
  failed,
  known,
  type Making,
  noStep,
  type PlanDeps,
  repeated,
  type Step,
} from './plan.ts';
import type { PolicySource } from './plan-policies.ts';

/** What becomes of a host, and where its policies can be read. */
export interface PlannedHost {
  readonly step: Step;
  readonly source: PolicySource | null;
}

/** What becomes of hosts. Those that are new are asked, side by side: one that is away is added another time. */
export async function planHosts(
  deps: PlanDeps,
  hosts: readonly StoreHost[],
): Promise<readonly PlannedHost[]> {
  const names = repeated(hosts.map(({ name }) => name));
  const places = repeated(hosts.map(placeOf));
  const stored = await deps.database.em().findAll(StoredHost);
  return await Promise.all(
    hosts.map(async (host) => {
      const line = { what: 'host', name: host.name } as const;
      const refuse = (why: string) => ({ step: noStep(line, collision(why)), source: null });
      if (names.has(host.name)) return refuse('two hosts have this name');
      if (places.has(placeOf(host))) return refuse('two hosts have this address');
      const other = stored.find(({ name, ...at }) => name === host.name || isAt(at, host));
      if (!other) return await planHost(deps, host);
      if (other.name !== host.name) return refuse(`the host ${other.name} has this address`);
      if (!isAt(other, host)) {
        return refuse(`there is a host of this name, at ${other.address}:${other.port}`);
      }
      return {
        step: noStep(line, known),
        source: { kind: 'known', host: deps.hosts.get(host.name) },
      };
    }),
  );
}

const placeOf = ({ server_ip, server_port }: StoreHost) => `${server_ip} ${server_port}`;

const isAt = (
  { address, port }: Pick<StoredHost, 'address' | 'port'>,
  { server_ip, server_port }: StoreHost,
) => address === server_ip && port === server_port;

async function planHost(deps: PlanDeps, host: StoreHost): Promise<PlannedHost> {
  const line = { what: 'host', name: host.name } as const;
  try {
    const { settings, content } = await askHost(deps, host);
    const newHost = { id: randomUUID(), name: host.name };
    const note = `${settings.address}:${settings.port}`;
    return {
      step: {
        line: { ...line, state: 'new', note },
        make: (making) => makeHost(deps, { ...newHost, settings }, making),
      },
      source: { kind: 'new', host: newHost, content },
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { step: noStep(line, failed(error.detail)), source: null };
  }
}

/** Throws `credentials-refused`, and what the host fails with. */
async function askHost(deps: PlanDeps, host: StoreHost) {
  const { name, server_ip, server_port, certificate, private_key } = host;
  const at = { transport: 'tls', address: server_ip, port: server_port } as const;
  const given = { name, ...at, certificate, privateKey: private_key };
  const read = newTlsHost.safeParse(given, { error: explainIssue });
  if (!read.success) {
    const [{ path, message } = { path: [], message: '' }] = read.error.issues;
    throw new Problem('credentials-refused', `Its ${path.join('.')}: ${message}.`);
  }
  const { address, port } = read.data;
  const authority = readAuthority(read.data, deps);
  const settings = { transport: 'tls', address, port, authority, fingerprint: null } as const;
  return await readHost(name, settings, deps.hostDeps, deps.signal);
}

interface HostToMake {
  readonly id: string;
  readonly name: StoreHost['name'];
  readonly settings: ConnectionSettings;
}

async function makeHost(
  { database, clock, box }: PlanDeps,
  { id, name, settings }: HostToMake,
  { em, requestId }: Making,
): Promise<null> {
  // What runs there is taken in as it is found, and nothing is done about it by itself.
  await new Automation(database, clock).pause('Hosts were imported from mollymawk.', em);
  const sealed = sealSettings(settings, id, box);
  await em.insert(StoredHost, { id, name, createdAt: clock(), ...sealed });
  const event = { action: 'importHost', object: `hosts/${name}`, outcome: 'succeeded', requestId };
  await em.insert(AuditEvent, ownEvent({ account: null, ...event }, clock()));
  return null;
}
