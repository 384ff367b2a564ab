import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { ChangeDeps } from '../deps.ts';
import { expectKnownBehaviour } from '../expect-known-behaviour.ts';
import { keptArguments } from '../fill-arguments.ts';
import { defaultArguments, type PlanDeps, type PlanRequest, planAgain } from '../plan-arguments.ts';
import { asRunning } from '../registry/as-running.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { argumentsOf } from '../running-arguments.ts';
import type { DeployConfig } from './schema.ts';

export type DeployPlanDeps = PlanDeps & Pick<ChangeDeps, 'history' | 'secrets'>;

/** What is asked for, and what is known of the unikernel before. */
export interface DeployPlanRequest extends Omit<PlanRequest, 'given'> {
  readonly given: DeployConfig;
  /** Whether what is not given is as if nothing had been asked for before. */
  readonly replaceConfig: boolean;
  readonly known: RegisteredUnikernel | null;
  /** What it is started with but for what is given; left out: what was asked for last. */
  readonly base?: AskedConfig | undefined;
}

/**
 * Decides what a unikernel is started with, whatever it does now: what was asked for last, with what
 * is given in its place. null is the default, and a list is replaced whole. Throws as `planAgain`.
 */
export async function planDeploy(
  deps: DeployPlanDeps,
  { given, replaceConfig, known, base: before, ...request }: DeployPlanRequest,
  hold: AsyncDisposableStack,
): Promise<AskedConfig> {
  const { current } = request.running;
  const defaultBase = () => before ?? baseOf(deps, { ...request, given }, known, current);
  const base = replaceConfig ? defaultArguments : await defaultBase();
  const [values, resets] = divide(given);
  return await planAgain(deps, { ...request, given: values }, { ...base, ...resets }, hold);
}

/** What was asked for last; else what runs, or ran; else the defaults. Throws as `expectKnownBehaviour`. */
export async function baseOf(
  { history, secrets }: Pick<ChangeDeps, 'history' | 'secrets'>,
  { location: { key }, given }: Pick<DeployPlanRequest, 'location' | 'given'>,
  known: RegisteredUnikernel | null,
  current: UnikernelInfo | null,
): Promise<AskedConfig> {
  if (known?.managed && known.config) return known.config;
  const running = current ?? known?.lastInfo;
  if (running) expectKnownBehaviour(running, given);
  if (!current) return running ? asRunning(running) : defaultArguments;
  const asked = await history.lastAsked(key);
  const values = await secrets.valuesOf(key.domain);
  return {
    ...argumentsOf(current, asked?.addName ?? true),
    arguments: keptArguments(asked, current.arguments, values),
  };
}

/** What has a value, and what is to be as by default. */
function divide(given: DeployConfig): [PlanRequest['given'], Partial<AskedConfig>] {
  const { cpuids, memory, failBehaviour, startup, addName } = given;
  const { blockDevices, networkDevices } = given;
  const values = {
    ...(cpuids && { cpuids }),
    ...(memory && { memory }),
    ...(failBehaviour && { failBehaviour }),
    ...(typeof startup === 'number' && { startup }),
    ...(typeof addName === 'boolean' && { addName }),
    ...(given.arguments && { arguments: given.arguments }),
    ...(blockDevices && { blockDevices }),
    ...(networkDevices && { networkDevices }),
  };
  const asked: Readonly<Record<string, unknown>> = given;
  const resets = Object.entries(defaultArguments).filter(([name]) => asked[name] === null);
  return [values, Object.fromEntries(resets)];
}
