import type { Schema } from '../../api/schema.ts';
import { joinLines, splitLines } from '../../format/lines.ts';
import { devicesOf, exitCodesIn } from './deploy-config.ts';
import { type DeployValues, initialValues } from './deploy-values.ts';
import type { DeviceChoices } from './device-choices.ts';

type Unikernel = Pick<
  Schema['UnikernelDetails'],
  | ('host' | 'name' | 'memory' | 'arguments' | 'cpuids' | 'failBehaviour' | 'startup' | 'addName')
  | ('blockDevices' | 'networkDevices')
>;

/** What the form begins with: what the unikernel is started with now. */
export function valuesOfUnikernel(unikernel: Unikernel): DeployValues {
  const { blockDevices, networkDevices } = unikernel;
  return {
    ...initialValues,
    host: unikernel.host,
    name: unikernel.name,
    memory: unikernel.memory,
    arguments: joinLines(unikernel.arguments),
    cpuids: unikernel.cpuids.map(String),
    ...exitValuesOf(unikernel),
    startup: unikernel.startup,
    addName: unikernel.addName ?? true,
    volumes: Object.fromEntries(blockDevices.map(({ name, volume }) => [name, volume])),
    bridges: Object.fromEntries(networkDevices.map(({ name, bridge }) => [name, bridge])),
    sectorSizes: Object.fromEntries(
      blockDevices.map(({ name, sectorSize }) => [name, String(sectorSize)]),
    ),
    macs: Object.fromEntries(networkDevices.map(({ name, mac }) => [name, mac])),
  };
}

function exitValuesOf({ failBehaviour }: Unikernel): Pick<DeployValues, 'onExit' | 'exitCodes'> {
  if (failBehaviour === 'unknown') return { onExit: null, exitCodes: '' };
  if (failBehaviour === 'quit') return { onExit: 'quit', exitCodes: '' };
  const { restart: codes } = failBehaviour;
  return { onExit: codes ? 'codes' : 'restart', exitCodes: codes?.join(', ') ?? '' };
}

/** The devices that it has, as they are filled in. */
export function choicesOf(unikernel: Unikernel, values: DeployValues): DeviceChoices {
  return {
    block: unikernel.blockDevices.map(({ name }) => ({ name, value: values.volumes[name] ?? '' })),
    network: unikernel.networkDevices.map(({ name }) => ({
      name,
      value: values.bridges[name] ?? '',
    })),
  };
}

/** What it is to be started with, every member said: what is as it was is not sent. */
export function configurationOf(
  values: DeployValues,
  choices: DeviceChoices,
): Schema['RestartUnikernel'] {
  const { memory, cpuids, onExit, startup, addName } = values;
  return {
    memory: Number(memory),
    arguments: splitLines(values.arguments),
    cpuids: cpuids.map(Number),
    ...(onExit && {
      failBehaviour:
        onExit === 'quit' ? 'quit' : { restart: onExit === 'codes' ? exitCodesIn(values) : null },
    }),
    ...(startup !== '' && { startup: Number(startup) }),
    addName,
    ...devicesOf(choices, values),
  };
}
