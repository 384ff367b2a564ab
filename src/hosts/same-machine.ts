import { X509Certificate } from 'node:crypto';
import { delegatedDomains } from '../albatross/certificates/delegation.ts';
import { certificatesIn } from '../albatross/certificates/pem.ts';
import { Problem } from '../base/errors.ts';
import type { StoredHost } from '../host-client/entity.ts';

/** What no two daemons have in common, and how that is said. */
export type Marks = ReadonlyMap<string, string>;

/**
 * Throws `host-known` for a host that has something in common with one of the others that no two daemons have. What it
 * had before a change is passed over.
 */
export function expectOtherMachine(
  host: StoredHost,
  others: readonly StoredHost[],
  before: Marks,
): void {
  const marks = [...marksOf(host)].filter(([mark]) => !before.has(mark));
  for (const other of others) {
    const theirs = marksOf(other);
    const shared = marks.find(([mark]) => theirs.has(mark));
    if (shared) throw known(other.name, shared[1]);
  }
}

function known(host: StoredHost['name'], what: string): Problem {
  const detail =
    `The host ${host} is this machine already: ${what}. Change or remove that one, since two would get in each ` +
    'other’s way; `allowDuplicate` adds it anyway.';
  return new Problem('host-known', detail, { facts: { host } });
}

/**
 * What tells which daemon a stored host is, and of it what is below a domain: with a delegated CA a host is no more
 * than that.
 */
export function marksOf(stored: StoredHost): Marks {
  const { transport, address, port, certificate, fingerprint, ssh } = stored;
  const domain = certificate ? domainOf(certificate) : '';
  const folder = ssh?.target.type === 'sockets' ? ssh.target.path : null;
  const inside = ssh?.target.type === 'endpoint' ? ssh.target.port : folder;
  const marks = new Map<string, string>();
  const add = (what: string, ...parts: readonly unknown[]) =>
    marks.set(JSON.stringify([what, ...parts, domain]), what);
  add('it has this address and port', transport, address.toLowerCase(), port, inside);
  if (fingerprint) add('its TLS endpoint has this key', fingerprint);
  if (ssh && folder) add('its sshd has this key', ssh.hostKey.fingerprint, folder);
  return marks;
}

/** The domain that a CA's commands are put into; empty for the root. */
function domainOf(certificate: string): string {
  const chain = certificatesIn(certificate).map((pem) => new X509Certificate(pem).raw);
  return delegatedDomains(chain.slice(0, -1)).join(':');
}
