import type { BlockDevice } from '../albatross/messages.ts';
import { isLabel, type Label } from '../albatross/names.ts';
import type { UnikernelArguments } from '../albatross/unikernel.ts';
import { Problem } from '../base/errors.ts';
import { type Actor, authorize } from '../identity/access/actor.ts';
import type { ManifestDevice } from '../solo5/image.ts';
import type { PendingUploads } from '../volumes/pending-uploads.ts';
import type { VolumeLocks } from '../volumes/volume-locks.ts';
import { checkPolicy } from './check-policy.ts';
import { chooseCpu } from './choose-cpu.ts';
import type { LocatedUnikernel, Surroundings } from './locate-unikernel.ts';
import { type BlockDeviceChoice, type DeviceChoices, resolveDevices } from './resolve-devices.ts';
import type { UpdateConfig } from './schema.ts';

export interface PlanTools {
  readonly volumeLocks: VolumeLocks;
  readonly pending: Pick<PendingUploads, 'expectNone'>;
}

/** What is asked for, and what it is to be started from. */
export interface PlanRequest {
  readonly actor: Actor;
  readonly located: LocatedUnikernel;
  readonly around: Surroundings;
  /** What the image asks for. */
  readonly manifest: readonly ManifestDevice[];
  readonly given: UpdateConfig;
  /** What holds where nothing is given; no CPU: the least used one is chosen. */
  readonly base: UnikernelArguments;
  readonly kept: DeviceChoices;
  readonly signal?: AbortSignal | undefined;
}

/** What a unikernel is started with where its creator says nothing. */
export const defaultArguments: UnikernelArguments = {
  failBehaviour: { restart: null },
  startup: null,
  addName: true,
  cpuids: [],
  memory: 32,
  blockDevices: [],
  networkDevices: [],
  arguments: [],
  numcpus: 1,
  linuxBootPartition: null,
};

/**
 * Decides what a unikernel is started with, and refuses what its host would refuse, before anything
 * is sent. Locks on its volumes go into `hold`. Throws `manifest-mismatch`, `devices-refused`,
 * `policy-refused`, `volume-in-use`, `volume-busy`, and what `authorize` throws.
 */
export async function planArguments(
  tools: PlanTools,
  request: PlanRequest,
  hold: DisposableStack,
): Promise<UnikernelArguments> {
  const { located, around, given, base } = request;
  const { policy } = located.domain;
  const devices = await planDevices(tools, request, hold);
  const cpuids = given.cpuids ?? base.cpuids;
  const planned = {
    ...base,
    ...devices,
    cpuids: cpuids.length > 0 ? cpuids : [chooseCpu(policy.cpuids, around.all)],
    memory: given.memory ?? base.memory,
    arguments: given.arguments ?? base.arguments,
    failBehaviour: given.failBehaviour ?? base.failBehaviour,
    startup: given.startup ?? base.startup,
    addName: given.addName ?? base.addName,
  };
  checkPolicy(policy, planned, around.others);
  return planned;
}

async function planDevices(
  tools: PlanTools,
  { actor, located, around, manifest, given, kept, signal }: PlanRequest,
  hold: DisposableStack,
): Promise<DeviceChoices> {
  const { host, domain, key } = located;
  const needsVolumes = manifest.some(({ type }) => type === 'block');
  const volumes = needsVolumes ? inDomain(await host.volumes(signal), key.domain) : [];
  const choices = resolveDevices({
    manifest,
    given,
    kept,
    volumes: volumes.flatMap(({ name }) => name.label ?? []),
    bridges: domain.policy.bridges,
  });
  const attached = choices.blockDevices.filter((device) => !kept.blockDevices.includes(device));
  for (const name of labelsOf(attached)) {
    authorize(actor, 'volumes:write', { host: key.host, name });
  }
  hold.use(await tools.volumeLocks.exclusiveAll(await keysOf(choices, located, tools.pending)));
  const ownVolumes = around.current?.blockDevices.map(({ volume }) => volume) ?? [];
  checkVolumes(attached, volumes, ownVolumes);
  return choices;
}

const inDomain = (volumes: readonly BlockDevice[], domain: Label) =>
  volumes.filter(({ name: { path } }) => path.length === 1 && path[0] === domain);

const labelsOf = (devices: readonly BlockDeviceChoice[]) =>
  devices.map(({ volume }) => volume).filter(isLabel);

/** The volumes that are to be held; none may wait for its content. */
async function keysOf(
  { blockDevices }: DeviceChoices,
  { key }: LocatedUnikernel,
  pending: PlanTools['pending'],
) {
  const labels = labelsOf(blockDevices);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice) {
    throw new Problem('devices-refused', `The volume ${twice} cannot be two devices at once.`);
  }
  const keys = labels.map((volume) => ({ host: key.host, domain: key.domain, volume }));
  for (const volumeKey of keys) await pending.expectNone(volumeKey);
  return keys;
}

function checkVolumes(
  attached: readonly BlockDeviceChoice[],
  volumes: readonly BlockDevice[],
  own: readonly string[],
): void {
  for (const { volume, name } of attached) {
    const found = volumes.find((candidate) => candidate.name.label === volume);
    if (!found) {
      const detail = `There is no volume ${volume}, which the block device ${name} is to be. Create it first.`;
      throw new Problem('devices-refused', detail);
    }
    if (found.active && !own.includes(volume)) {
      throw new Problem('volume-in-use', `The volume ${volume} is in use by another unikernel.`);
    }
  }
}
