import { Gauge, type Registry } from 'prom-client';
import type { HostRegistry } from '../host-client/host-registry.ts';
import type { Spool } from '../storage/spool.ts';

const states = ['online', 'degraded'] as const;

/** Has Prometheus see how the hosts are, and how much of the spool is taken. */
export function addGauges(
  registry: Registry,
  { hosts, spool }: { readonly hosts: HostRegistry; readonly spool: Spool },
): void {
  const registers = [registry];
  new Gauge({
    name: 'fulmar_hosts',
    help: 'Hosts by what is known of them.',
    labelNames: ['state'],
    registers,
    collect() {
      const all = hosts.all();
      for (const state of states) {
        this.set({ state }, all.filter(({ health }) => health.state === state).length);
      }
    },
  });
  new Gauge({
    name: 'fulmar_spool_taken_bytes',
    help: 'Room in the spool that content on its way takes.',
    registers,
    collect() {
      this.set(spool.taken);
    },
  });
}
