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
  const volumes = named('block').map((device) => [volumeOf(name, device), device] as const);
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

/** As long as a name may be. */
const longest = 63;

/** The name of the volume of a device, of which no two are called alike. */
function volumeOf(name: string, device: string): string {
  const end = `-${device.toLowerCase()}`;
  return `${name.slice(0, Math.max(1, longest - end.length)).replace(/[.-]+$/, '')}${end}`;
}
