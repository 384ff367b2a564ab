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
  const volumes = volumesOf(name, named('block'));
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

/** The names of the volumes of devices, each with its device; no two are called alike. */
function volumesOf(name: string, devices: readonly string[]): [volume: string, device: string][] {
  const taken = new Set<string>();
  return devices.map((device) => {
    let volume = volumeOf(name, device, '');
    for (let count = 2; taken.has(volume); count++) volume = volumeOf(name, device, `-${count}`);
    taken.add(volume);
    return [volume, device];
  });
}

/** A name of the unikernel and the device, both cut where they are too long, that ends with `end`. */
function volumeOf(name: string, device: string, end: string): string {
  const room = longest - end.length;
  const last = `-${device.toLowerCase()}`.slice(0, room - 1);
  return `${name.slice(0, room - last.length).replace(/[.-]+$/, '')}${last}${end}`;
}
