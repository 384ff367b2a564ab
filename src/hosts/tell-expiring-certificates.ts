import { X509Certificate } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { daysLeft } from '../base/days-left.ts';
import type { Database } from '../database/database.ts';
import { recordEvent } from '../database/events/record-event.ts';
import { StoredHost } from '../host-client/entity.ts';
import { certificateExpiring } from './host-events.ts';

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Tells administrators of certificates for hosts, and of those that hosts have presented, that end soon: of the
 * first to end of each host at 14, 3 and 1 days once.
 */
export async function tellExpiringCertificates(
  database: Database,
  clock: Clock,
  presentedBy: (hostId: string) => X509Certificate | null,
): Promise<void> {
  const at = clock();
  const hosts = await database.em().find(StoredHost, { certificate: { $ne: null } });
  for (const { id, name: host, certificate } of hosts) {
    const ending = firstToEnd(certificate ?? '', presentedBy(id));
    const days = ending && daysLeft(ending.validFromDate, ending.validToDate, at);
    if (!ending || !days) continue;
    const expiresAt = ending.validToDate.toISOString();
    const once = `certificate.expiring/${id}/${expiresAt}/${days}`;
    const content = certificateExpiring.of({ host, days, expiresAt });
    await database.transaction((em) => recordEvent(em, { ...content, account: null, at, once }));
  }
}

/** Of a chain, and what a host presents, the certificate that ends first. */
function firstToEnd(chain: string, presented: X509Certificate | null): X509Certificate | null {
  const stored = (chain.match(pem) ?? []).map((text) => new X509Certificate(text));
  const certificates = [...stored, ...(presented ? [presented] : [])];
  const byEnd = (one: X509Certificate, other: X509Certificate) =>
    one.validToDate.getTime() - other.validToDate.getTime();
  return certificates.sort(byEnd)[0] ?? null;
}
