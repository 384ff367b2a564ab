import { stringify } from 'yaml';
import type { ManifestDevice } from '../../../src/solo5/image.ts';

/** What is known of a unikernel that was not deployed yet. */
export interface FirstProject {
  readonly name: string;
  /** null: it is not known. */
  readonly host: string | null;
  readonly image: string;
  readonly devices: readonly ManifestDevice[];
}

const mebibytes = { memory: 32, volume: 16 } as const;

/** A first `fulmar.yaml`, with what is likely to be changed. */
export function firstProject({ name, host, image, devices }: FirstProject): string {
  const named = (type: ManifestDevice['type']) =>
    devices.filter((device) => device.type === type).map((device) => device.name);
  const volumes = named('block').map(
    (device) => [`${name}-${device.toLowerCase()}`, device] as const,
  );
  const networks = named('network');
  const unikernel = {
    image,
    memory: mebibytes.memory,
    arguments: [],
    ...(networks.length > 0 && { networkDevices: networks.map((device) => ({ name: device })) }),
    ...(volumes.length > 0 && {
      blockDevices: volumes.map(([volume, device]) => ({ name: device, volume })),
    }),
  };
  const sizes = volumes.map(([volume]) => [volume, { size: mebibytes.volume }] as const);
  const project = {
    ...(host !== null && { host }),
    ...(sizes.length > 0 && { volumes: Object.fromEntries(sizes) }),
    unikernels: { [name]: unikernel },
  };
  return `# Sizes are in MiB. A network device without a bridge gets the only one that is allowed.\n${stringify(project)}`;
}
