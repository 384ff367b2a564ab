import type { CreateConfig } from '../../api/deploy.ts';
import { splitLines } from '../../format/lines.ts';
import type { DeployValues } from './deploy-values.ts';
import type { DeviceChoices } from './device-choices.ts';

/** The configuration that a form says; what is left as it is by default is left out. */
export function configOf(values: DeployValues, choices: DeviceChoices): CreateConfig {
  const { name, memory, cpuids, startup, addName, force } = values;
  const texts = splitLines(values.arguments);
  const failBehaviour = failBehaviourOf(values);
  return {
    name: name.trim(),
    memory: Number(memory),
    ...(texts.length > 0 && { arguments: texts }),
    ...devicesOf(choices, values),
    ...(cpuids.length > 0 && { cpuids: cpuids.map(Number) }),
    ...(failBehaviour && { failBehaviour }),
    ...(startup !== '' && { startup: Number(startup) }),
    ...(!addName && { addName }),
    ...(force && { force }),
  };
}

/** The devices as the API takes them; a kind of which there is none is left out. */
export function devicesOf(
  { block, network }: DeviceChoices,
  { sectorSizes, macs }: Pick<DeployValues, 'sectorSizes' | 'macs'>,
) {
  const blockDevices = block.map(({ name, value: volume }) => ({
    name,
    ...(volume && { volume }),
    ...(sectorSizes[name] && { sectorSize: Number(sectorSizes[name]) }),
  }));
  const networkDevices = network.map(({ name, value: bridge }) => ({
    name,
    ...(bridge && { bridge }),
    ...(macs[name] && { mac: macs[name].trim() }),
  }));
  return {
    ...(blockDevices.length > 0 && { blockDevices }),
    ...(networkDevices.length > 0 && { networkDevices }),
  };
}

function failBehaviourOf(values: DeployValues): CreateConfig['failBehaviour'] {
  if (values.onExit === null || values.onExit === 'restart') return undefined;
  if (values.onExit === 'quit') return 'quit';
  return { restart: exitCodesIn(values) };
}

/** The exit codes that are written, with commas or blanks between them. */
export const exitCodesIn = ({ exitCodes }: Pick<DeployValues, 'exitCodes'>) =>
  exitCodes
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
