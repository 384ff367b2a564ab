import type { BlockDeviceInfo } from '../albatross/unikernel.ts';
import type { UnikernelDetails } from './describe-unikernel.ts';
import type { Deployment } from './entity.ts';
import type { KnownList } from './list-known.ts';
import { type ListQuery, selectPage } from './list-query.ts';
import type { UnikernelView } from './view-unikernel.ts';

/** What a host takes where nothing is said (docs/albatross-protocol.md, section 5). */
const defaultStartup = 50;

/** A unikernel of a list, as the API shows it. */
export function presentUnikernel({ key, foreign, ...view }: UnikernelView) {
  const { info, state, drift, registered } = view;
  return {
    host: key.host,
    name: key.name,
    account: key.domain,
    foreign,
    ...presentState(state),
    managed: registered?.managed ?? false,
    desired: registered?.managed ? registered.desired : null,
    drift: [...drift],
    labels: registered?.labels ?? {},
    deletionProtection: registered?.deletionProtection ?? false,
    lastExit: registered?.observation.exit ?? null,
    seenAt: registered?.observation.seenAt?.toISOString() ?? null,
    digest: info.digest.toString('hex'),
    startedAt: info.started?.toISOString() ?? null,
    cpuids: info.cpuids,
    memory: info.memory,
    arguments: info.arguments ?? [],
    blockDevices: info.blockDevices.map(presentBlockDevice),
    networkDevices: info.networkDevices.map(({ name: device, bridge, mac }) => ({
      name: device,
      bridge,
      mac,
    })),
    failBehaviour: info.failBehaviour,
    startup: info.startup ?? defaultStartup,
  };
}

/** A list, as the API shows it. */
export function presentList({ data, silent }: KnownList, query: ListQuery) {
  const errors = silent.map(({ host, problem: { code, detail } }) => ({ host, code, detail }));
  const page = selectPage(data, query);
  return {
    data: page.data.map(presentUnikernel),
    errors,
    ...(page.next !== null && { next: page.next }),
  };
}

/** A unikernel by itself, as the API shows it. */
export function presentDetails({ view, running, addName, lastDeployment }: UnikernelDetails) {
  return {
    ...presentUnikernel(view),
    addName,
    running,
    lastDeployment: lastDeployment && presentDeployment(lastDeployment),
  };
}

/** A deployment, as the API shows it. */
export function presentDeployment(deployment: Deployment) {
  const { id, host, unikernel, action, state, digest, error } = deployment;
  const { tokenName: name, tokenPrefix: prefix } = deployment;
  return {
    id,
    host,
    unikernel,
    action,
    state,
    digest: digest ?? null,
    startedAt: deployment.startedAt.toISOString(),
    finishedAt: deployment.finishedAt?.toISOString() ?? null,
    by: { account: deployment.accountName, token: name && prefix ? { name, prefix } : null },
    ...(error ? { error } : {}),
  };
}

function presentState({ state, since, restarts }: UnikernelView['state']) {
  return { state, since: since?.toISOString() ?? null, restarts };
}

/**
 * A host that is reached by a delegated CA says 0 in a list
 * (docs/albatross-protocol.md, section 5).
 */
function presentBlockDevice({ name, volume, sectorSize, size }: BlockDeviceInfo) {
  return { name, volume, sectorSize, size: size || null };
}
