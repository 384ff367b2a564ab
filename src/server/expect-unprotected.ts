import type { DomainContent } from '../hosts/policies/deps.ts';
import { expectUnprotected as expectUnprotectedUnikernel } from '../unikernels/destroy-unikernel.ts';
import type { Registry } from '../unikernels/registry/registry.ts';
import type { UnikernelKey } from '../unikernels/unikernel-locks.ts';
import type { VolumeProtection } from '../volumes/volume-protection.ts';

export interface ProtectionDeps {
  readonly registry: Pick<Registry, 'ofDomain'>;
  readonly protection: VolumeProtection;
}

/** Throws `protected` where a unikernel or a volume of a domain on a host is. */
export async function expectUnprotected(
  { registry, protection }: ProtectionDeps,
  host: UnikernelKey['host'],
  domain: UnikernelKey['domain'],
  { unikernels, volumes }: DomainContent,
): Promise<void> {
  for (const known of await registry.ofDomain(domain)) {
    const { host: its, name } = known.key;
    if (its === host && unikernels.includes(name)) expectUnprotectedUnikernel(known);
  }
  await protection.expectNoneOf(host, domain, volumes);
}
