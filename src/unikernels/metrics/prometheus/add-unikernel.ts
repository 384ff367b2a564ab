import type { RegisteredUnikernel } from '../../registry/registered-unikernel.ts';
import { type ConcludedState, unikernelStates } from '../../state/conclude-state.ts';
import type { Usage } from '../usage.ts';
import type { Exposition } from './exposition.ts';
import { unikernelFamilies as family } from './unikernel-families.ts';

/** A unikernel, how it does, and what it uses; null: that is not known. */
export interface ShownUnikernel {
  readonly known: RegisteredUnikernel;
  readonly state: ConcludedState;
  readonly usage: Usage | null;
  /** Whether what is checked of it is tried at present. */
  readonly areChecksTried: boolean;
}

/** Adds the series of one unikernel. */
export function addUnikernel(exposition: Exposition, shown: ShownUnikernel): void {
  const { known, state, usage, areChecksTried } = shown;
  const { host, domain: account, name: unikernel } = known.key;
  const labels = { host, account, unikernel };
  const { desired, digest, managed, observation } = known;
  const facts = { desired, managed: `${managed}`, digest: digest ?? '' };
  exposition.add(family.info, { ...labels, ...facts }, 1);
  for (const each of unikernelStates) {
    exposition.add(family.state, { ...labels, state: each }, each === state.state ? 1 : 0);
  }
  exposition.add(family.restarts, labels, observation.restarts);
  // What is unknown is neither up nor down, and nobody knows what is not tried.
  const health = areChecksTried ? known.health : null;
  if (health === 'passing') exposition.add(family.checks, labels, 1);
  if (health === 'failing') exposition.add(family.checks, labels, 0);
  const given = known.lastInfo ?? known.config;
  if (given) {
    exposition.add(family.cpus, labels, given.numcpus);
    exposition.add(family.memoryLimit, labels, given.memory * 1024 * 1024);
  }
  if (!usage) return;
  exposition.add(family.cpu, labels, usage.cpuSeconds);
  exposition.add(family.memory, labels, usage.memory);
  exposition.add(family.received, labels, usage.received);
  exposition.add(family.sent, labels, usage.sent);
}
