import type { UnikernelArguments, UnikernelInfo } from '../albatross/unikernel.ts';
import type { ManifestDevice, Solo5Image } from '../solo5/image.ts';
import { expectWords } from './argument-words.ts';
import type { AskedConfig } from './asked-config.ts';
import { checkPolicy } from './check-policy.ts';
import { chooseCpu } from './choose-cpu.ts';
import type { ChangeDeps } from './deps.ts';
import { expectKnownBehaviour } from './expect-known-behaviour.ts';
import { expectEnoughMemory, expectSameMachine, type ImageFacts } from './expect-runnable.ts';
import { keptArguments } from './fill-arguments.ts';
import { type UnikernelLocation, unknownUnikernel } from './location.ts';
import { type DevicePlanDeps, type DevicePlanRequest, planDevices } from './plan-devices.ts';
import { asRunning } from './registry/as-running.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import type { UpdateConfig } from './request-schema.ts';
import { noDevices } from './resolve-devices.ts';
import type { Running } from './running.ts';
import { argumentsOf, devicesOf } from './running-arguments.ts';

export type PlanDeps = DevicePlanDeps & ImageFacts;

/** What is asked for, and where. */
export interface PlanRequest {
  readonly location: UnikernelLocation;
  readonly running: Running;
  /** What the image asks for. */
  readonly manifest: readonly ManifestDevice[];
  /** What it says of itself, where it or its memory is new, and where that is known. */
  readonly image?: Solo5Image | undefined;
  readonly given: Omit<UpdateConfig, 'force'>;
  /** null: no host is asked for volumes (`DevicePlanRequest`). */
  readonly volumes?: null | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a unikernel is started with where its creator says nothing; a CPU is chosen. */
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
 * Decides what a new unikernel is started with, and refuses what its host would refuse, before
 * anything is sent. Its volumes are held until `hold` ends. Throws `policy-refused`, and as
 * `expectWords`, `expectEnoughMemory`, `expectSameMachine` and `planDevices` do.
 */
export async function planNew(
  deps: PlanDeps,
  request: PlanRequest,
  hold: AsyncDisposableStack,
): Promise<UnikernelArguments> {
  return await plan(deps, { ...request, kept: noDevices }, defaultArguments, hold);
}

/**
 * The same for a unikernel that runs, of which is kept what is not given; its arguments name secrets. Throws as
 * `expectKnownBehaviour`, too.
 */
export async function planChange(
  deps: PlanDeps & Pick<ChangeDeps, 'history' | 'secrets'>,
  request: PlanRequest & { readonly running: { readonly current: UnikernelInfo } },
  hold: AsyncDisposableStack,
): Promise<UnikernelArguments> {
  const { current } = request.running;
  const { key } = request.location;
  expectKnownBehaviour(current, request.given);
  const asked = await deps.history.lastAsked(key);
  const values = await deps.secrets.valuesOf(key.domain);
  const base = {
    ...argumentsOf(current, asked?.addName ?? true),
    arguments: keptArguments(asked, current.arguments, values),
  };
  return await plan(deps, { ...request, kept: devicesOf(current) }, base, hold);
}

/** The same for one that does not run, and is to be started as it was asked for. */
export async function planAgain(
  deps: PlanDeps,
  request: PlanRequest,
  config: AskedConfig,
  hold: AsyncDisposableStack,
): Promise<AskedConfig> {
  const { toldDigest: _told, ...asked } = config;
  const kept = {
    blockDevices: config.blockDevices.map((each) => ({
      ...each,
      volume: each.volume ?? each.name,
    })),
    networkDevices: config.networkDevices.map((each) => ({
      ...each,
      bridge: each.bridge ?? each.name,
    })),
  };
  return await plan(deps, { ...request, kept }, asked, hold);
}

/**
 * The same for one that is known, whatever it does: as it was asked for last, or, where it was only
 * watched, as it runs or ran last. Throws `unikernel-unknown`, too.
 */
export async function planKnown(
  deps: PlanDeps & Pick<ChangeDeps, 'history' | 'secrets'>,
  request: PlanRequest,
  known: RegisteredUnikernel | null,
  hold: AsyncDisposableStack,
): Promise<AskedConfig> {
  const { current } = request.running;
  if (known?.managed && known.config) return await planAgain(deps, request, known.config, hold);
  if (!current && known?.lastInfo) {
    expectKnownBehaviour(known.lastInfo, request.given);
    return await planAgain(deps, request, asRunning(known.lastInfo), hold);
  }
  if (!current) throw unknownUnikernel(request.location.key);
  return await planChange(deps, { ...request, running: { ...request.running, current } }, hold);
}

async function plan(
  deps: PlanDeps,
  request: PlanRequest & DevicePlanRequest,
  base: UnikernelArguments,
  hold: AsyncDisposableStack,
): Promise<UnikernelArguments> {
  const { location, running, image, given } = request;
  const { policy } = location.domain;
  const runs = [...(running.current?.arguments ?? []), ...(base.arguments ?? [])];
  expectWords(given.arguments ?? [], runs);
  const memory = given.memory ?? base.memory;
  if (image) {
    await expectSameMachine(deps, image, running.all);
    expectEnoughMemory(image, memory);
  }
  const devices = await planDevices(deps, request, hold);
  const cpuids = given.cpuids ?? base.cpuids;
  const planned = {
    ...base,
    ...devices,
    cpuids: cpuids.length > 0 ? cpuids : [chooseCpu(policy.cpuids, running.all)],
    memory,
    arguments: given.arguments ?? base.arguments,
    failBehaviour: given.failBehaviour ?? base.failBehaviour,
    startup: given.startup ?? base.startup,
    addName: given.addName ?? base.addName,
  };
  checkPolicy(policy, planned, running.others);
  return planned;
}
