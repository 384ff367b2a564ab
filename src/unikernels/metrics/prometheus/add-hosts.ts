import { X509Certificate } from 'node:crypto';
import type { Label } from '../../../albatross/names.ts';
import type { Database } from '../../../database/database.ts';
import type { ConnectedHost } from '../../../host-client/connected-host.ts';
import { StoredHost } from '../../../host-client/entity.ts';
import type { HostList } from '../../../host-client/host-directory.ts';
import { slotKinds } from '../../../host-client/managed-host.ts';
import type { Exposition, Family } from './exposition.ts';

const up: Family = {
  name: 'fulmar_host_up',
  help: 'Whether the host answers commands: 1, or 0.',
  type: 'gauge',
};

const maintenance: Family = {
  name: 'fulmar_host_maintenance',
  help: '1 while the host is under maintenance, 0 otherwise.',
  type: 'gauge',
};

const expiry: Family = {
  name: 'fulmar_certificate_expiry_timestamp_seconds',
  help: 'When the CA certificate for a host ends, in seconds since 1970.',
  type: 'gauge',
};

const slots: Family = {
  name: 'fulmar_host_slots',
  help: 'Operations on a host that have a slot, and that wait for one.',
  type: 'gauge',
};

/** Whether a host may be seen. */
export type IsHostSeen = (host: Label) => boolean;

interface ShownHosts {
  readonly hosts: HostList;
  /** Those on which announced work goes on. */
  readonly atWork: ReadonlySet<Label>;
}

/** Adds whether hosts answer, and whether they need not; those alone that may be seen. */
export function addHosts(
  exposition: Exposition,
  { hosts, atWork }: ShownHosts,
  isSeen: IsHostSeen,
): void {
  for (const { name: host, knownDown } of hosts.all()) {
    if (!isSeen(host)) continue;
    exposition.add(up, { host }, knownDown ? 0 : 1);
    exposition.add(maintenance, { host }, atWork.has(host) ? 1 : 0);
  }
}

/** Adds how many operations have a slot on those hosts that may be seen, and wait for one. */
export function addSlots(
  exposition: Exposition,
  hosts: readonly Pick<ConnectedHost, 'name' | 'load'>[],
  isSeen: IsHostSeen,
): void {
  for (const { name: host, load } of hosts) {
    if (!isSeen(host)) continue;
    for (const kind of slotKinds) {
      for (const state of ['taken', 'waiting'] as const) {
        exposition.add(slots, { host, kind, state }, load[kind][state]);
      }
    }
  }
}

/** Adds when the certificates end that the hosts are reached with which may be seen. */
export async function addCertificates(
  exposition: Exposition,
  database: Database,
  isSeen: IsHostSeen,
): Promise<void> {
  const fields = ['name', 'certificate'] as const;
  const hosts = await database.em().findAll(StoredHost, { fields });
  for (const { name: host, certificate } of hosts) {
    if (!isSeen(host)) continue;
    const end = certificate ? endOf(certificate) : null;
    if (end !== null) exposition.add(expiry, { host }, end / 1000);
  }
}

/** When the first one of a chain ends, in milliseconds since 1970; null: nothing says when. */
function endOf(chain: string): number | null {
  const certificates = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (!certificates) return null;
  const ends = certificates.map((pem) => new X509Certificate(pem).validToDate.getTime());
  return Math.min(...ends);
}
