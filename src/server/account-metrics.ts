import { Gauge, Registry } from 'prom-client';
import { type Actor, mayAct } from '../identity/access/actor.ts';
import type { Services } from './services.ts';

/** What an account may know in Prometheus's format: about itself, as far as the credential reaches. */
export async function renderAccountMetrics(
  actor: Actor,
  { unikernels, spool }: Pick<Services, 'unikernels' | 'spool'>,
): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const { name: domain } = actor.account;
  const wanted = new Gauge({
    name: 'fulmar_account_unikernels',
    help: 'Unikernels of the account, by what they are to be.',
    labelNames: ['host', 'desired'],
    registers,
  });
  for (const { key, desired } of await unikernels.registry.ofDomain(domain)) {
    const { host, name } = key;
    if (mayAct(actor, 'metrics:read', { host, name })) wanted.inc({ host, desired });
  }
  const taken = new Gauge({
    name: 'fulmar_account_spool_taken_bytes',
    help: 'Room in the spool that content of the account on its way takes.',
    registers,
  });
  taken.set(spool.takenBy(domain));
  return await registry.metrics();
}
