import type { BlockDeviceInfo } from '../albatross/unikernel.ts';
import type { SecretValues } from '../secrets/secrets.ts';
import { argumentFault } from './argument-words.ts';
import type { KnownUnikernel } from './describe-unikernel.ts';
import type { Deployment } from './entity.ts';
import type { ListedUnikernel } from './list-unikernels.ts';
import { type ArgumentView, changedSecrets, shownArguments } from './shown-arguments.ts';

/** What a host takes where nothing is said (docs/albatross-protocol.md, section 5). */
const defaultStartup = 50;

/** A unikernel of a list, as the API shows it; `values` are the secrets of its account. */
export function presentUnikernel({ whole, ...listed }: ListedUnikernel, values: SecretValues) {
  return present(listed, { values, whole });
}

function present({ host, name, info }: Omit<ListedUnikernel, 'whole'>, view: ArgumentView) {
  return {
    host,
    name,
    digest: info.digest.toString('hex'),
    startedAt: info.started?.toISOString() ?? null,
    cpuids: info.cpuids,
    memory: info.memory,
    arguments: shownArguments(info, view),
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

/** A unikernel by itself, as the API shows it. */
export function presentDetails(known: KnownUnikernel) {
  const { key, info, running, lastDeployment, ...view } = known;
  const shown = present({ host: key.host, name: key.name, info }, view);
  return {
    ...shown,
    addName: view.asked?.addName ?? null,
    running,
    lastDeployment: lastDeployment && presentDeployment(lastDeployment),
    warnings: [
      ...shown.arguments.flatMap((text) => argumentWarning(text) ?? []),
      ...secretWarnings(changedSecrets(info, view)),
    ],
  };
}

/** What runs with arguments that were not refused, since another client or an earlier release sent them. */
function argumentWarning(text: string): string | null {
  const fault = argumentFault(text);
  return fault && `The argument ${JSON.stringify(text)} ${fault}.`;
}

/** A change of a secret asks for a restart. */
function secretWarnings(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const which =
    names.length === 1 ? `The secret ${names[0]}` : `One of the secrets ${names.join(', ')}`;
  return [
    `${which} was changed or removed since it was started. A restart takes what is saved now.`,
  ];
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

/**
 * A host that is reached by a delegated CA says 0 in a list
 * (docs/albatross-protocol.md, section 5).
 */
function presentBlockDevice({ name, volume, sectorSize, size }: BlockDeviceInfo) {
  return { name, volume, sectorSize, size: size || null };
}
