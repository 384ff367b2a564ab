import type { Database } from '../database/database.ts';
import { MaintenanceDirectory } from '../host-client/maintenance.ts';
import type { Metrics } from '../http/metrics.ts';
import { type Actor, mayAct } from '../identity/access/actor.ts';
import {
  addCertificates,
  addHosts,
  addSlots,
  type IsHostSeen,
} from '../unikernels/metrics/prometheus/add-hosts.ts';
import { Exposition } from '../unikernels/metrics/prometheus/exposition.ts';
import {
  addUnikernels,
  everybodys,
  type UnikernelSeriesDeps,
} from '../unikernels/metrics/prometheus/render-unikernels.ts';
import type { RegisteredUnikernel } from '../unikernels/registry/registered-unikernel.ts';
import { addAccountFigures } from './account-metrics.ts';
import type { Services } from './services.ts';

export interface RenderDeps {
  readonly metrics: Metrics;
  readonly services: Pick<
    Services,
    'unikernels' | 'spool' | 'hosts' | 'policies' | 'latestUsage' | 'identity' | 'automation'
  >;
  readonly database: Database;
}

/**
 * What somebody may know, in Prometheus's format: administrators and (null) the machine itself about
 * everything, others about what is their own; as far as the credential reaches.
 */
export async function renderMetrics(actor: Actor | null, deps: RenderDeps): Promise<string> {
  const isWhole = actor === null || actor.account.admin;
  return isWhole ? await renderAll(actor, deps) : await renderOwn(actor, deps);
}

async function renderAll(actor: Actor | null, deps: RenderDeps): Promise<string> {
  const { metrics, services, database } = deps;
  const exposition = new Exposition();
  const atWork = await hostsAtWork(deps);
  const { registry } = services.unikernels;
  const isSeen = reachOf(actor);
  const isHostSeen: IsHostSeen = (host) => !actor || mayAct(actor, 'metrics:read', { host });
  addHosts(exposition, { hosts: services.hosts, atWork }, isHostSeen);
  await addCertificates(exposition, database, isHostSeen);
  addSlots(exposition, services.hosts.all(), isHostSeen);
  const series = await seriesDeps(services, atWork);
  await addUnikernels(exposition, series, seenOf(everybodys(registry), isSeen));
  return `${await metrics.render()}\n${await exposition.text()}`;
}

async function renderOwn(actor: Actor, deps: RenderDeps): Promise<string> {
  const { services } = deps;
  const exposition = new Exposition();
  const atWork = await hostsAtWork(deps);
  const { name: domain } = actor.account;
  const own = await services.unikernels.registry.ofDomain(domain);
  const isSeen = reachOf(actor);
  const given = await services.policies.domainsOf(domain);
  const names = new Set(
    services.hosts.all().flatMap(({ id, name }) => (given.has(id) ? name : [])),
  );
  addHosts(
    exposition,
    { hosts: services.hosts, atWork },
    (host) => names.has(host) && mayAct(actor, 'metrics:read', { host }),
  );
  addAccountFigures(exposition, own.filter(isSeen), services.spool.takenBy(domain));
  await addUnikernels(exposition, await seriesDeps(services, atWork), seenOf(own, isSeen));
  return await exposition.text();
}

type HostsAtWork = Awaited<ReturnType<MaintenanceDirectory['hosts']>>;

const hostsAtWork = ({ services, database }: RenderDeps) =>
  new MaintenanceDirectory(database, services.unikernels.clock).hosts();

async function seriesDeps(
  { unikernels, hosts, latestUsage: latest, identity, automation }: RenderDeps['services'],
  atWork: HostsAtWork,
): Promise<UnikernelSeriesDeps> {
  const { registry, history, clock } = unikernels;
  const [isPaused, active] = await Promise.all([
    automation.isPaused(),
    identity.domains.ofActive(),
  ]);
  const areChecksTried: UnikernelSeriesDeps['areChecksTried'] = ({ host, domain }) =>
    !isPaused && !atWork.has(host) && active.has(domain);
  return { registry, history, hosts, latest, clock, areChecksTried };
}

type IsSeen = (unikernel: RegisteredUnikernel) => boolean;

const reachOf =
  (actor: Actor | null): IsSeen =>
  ({ key: { host, name } }) =>
    actor === null || mayAct(actor, 'metrics:read', { host, name });

async function* seenOf(
  unikernels: AsyncIterable<RegisteredUnikernel> | Iterable<RegisteredUnikernel>,
  isSeen: IsSeen,
): AsyncGenerator<RegisteredUnikernel> {
  for await (const unikernel of unikernels) if (isSeen(unikernel)) yield unikernel;
}
