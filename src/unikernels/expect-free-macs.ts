import { deriveMac } from '../albatross/mac.ts';
import { Problem } from '../base/errors.ts';
import type { UnikernelLocation } from './location.ts';
import type { NetworkDeviceChoice } from './resolve-devices.ts';
import type { Running } from './running.ts';

/**
 * Throws `devices-refused` where a unikernel of another domain has one of these addresses on the same
 * bridge: frames that are for one would reach the other. What the unikernel runs with already is left
 * to it, so that whoever took its address cannot keep it from being changed.
 */
export function expectFreeMacs(
  devices: readonly NetworkDeviceChoice[],
  { current, foreign }: Pick<Running, 'current' | 'foreign'>,
  { name }: Pick<UnikernelLocation, 'name'>,
): void {
  const own = addressesOf(current ? [current] : []);
  const taken = addressesOf(foreign);
  for (const device of devices) {
    const mac = (device.mac ?? deriveMac(device.name, name)).toLowerCase();
    const address = addressOn(device.bridge, mac);
    if (own.has(address) || !taken.has(address)) continue;
    throw new Problem(
      'devices-refused',
      `The MAC address ${mac} of the network device ${device.name} is in use on the bridge ` +
        `${device.bridge}. Give it another one.`,
    );
  }
}

interface WithNetworkDevices {
  readonly networkDevices: readonly { readonly bridge: string; readonly mac: string }[];
}

const addressesOf = (unikernels: readonly WithNetworkDevices[]): ReadonlySet<string> =>
  new Set(
    unikernels.flatMap(({ networkDevices }) =>
      networkDevices.map(({ bridge, mac }) => addressOn(bridge, mac.toLowerCase())),
    ),
  );

const addressOn = (bridge: string, mac: string) => `${mac} ${bridge}`;
