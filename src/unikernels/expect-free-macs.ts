import { deriveMac } from '../albatross/mac.ts';
import type { Name } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { addressLock } from '../database/locks/lock-name.ts';
import type { ChangeDeps } from './deps.ts';
import type { UnikernelLocation } from './location.ts';
import type { RegisteredUnikernel } from './registry/registered-unikernel.ts';
import type { NetworkDeviceChoice } from './resolve-devices.ts';
import type { Running } from './running.ts';

/** Milliseconds that is waited for whoever has an address just now, as a dry run of the same does. */
const lockWait = 5_000;

/** Which unikernel is to have addresses, and what runs beside it. */
export interface AddressRequest {
  readonly location: Pick<UnikernelLocation, 'key' | 'name'>;
  readonly running: Pick<Running, 'current' | 'foreign'>;
}

/**
 * Throws `devices-refused` where a unikernel of another domain has one of these addresses on the same
 * bridge: frames that are for one would reach the other. What the unikernel runs with already is left
 * to it, so that whoever took its address cannot keep it from being changed. An address that is asked
 * for is held until `hold` ends, and has to be free of those too that are wanted and do not run.
 */
export async function holdFreeMacs(
  deps: Pick<ChangeDeps, 'locks' | 'registry'>,
  devices: readonly NetworkDeviceChoice[],
  { location, running }: AddressRequest,
  hold: AsyncDisposableStack,
): Promise<void> {
  const own = addressesOf(running.current ? [running.current.networkDevices] : []);
  const wanted = devices.filter((device) => !own.has(addressOf(device, location.name)));
  expectNone(wanted, addressesOf(running.foreign.map((each) => each.networkDevices)), location);
  // One that is derived is no other name's.
  const asked = wanted.filter(({ mac }) => mac !== null);
  if (asked.length === 0) return;
  await holdAddresses(deps, asked, location, hold);
  const known = await deps.registry.named({ domain: null, hosts: [location.key.host] }, {});
  expectNone(asked, takenFrom(known, location.key), location);
}

async function holdAddresses(
  { locks }: Pick<ChangeDeps, 'locks'>,
  asked: readonly NetworkDeviceChoice[],
  { key, name }: AddressRequest['location'],
  hold: AsyncDisposableStack,
): Promise<void> {
  for (const address of new Set(asked.map((device) => addressOf(device, name)))) {
    const lock = await locks.acquire(addressLock(key.host, address), { wait: lockWait });
    if (lock) {
      hold.use(lock);
      continue;
    }
    const [mac, bridge] = address.split(' ');
    throw new Problem(
      'devices-refused',
      `The MAC address ${mac} is just being given to another unikernel on the bridge ${bridge}.`,
    );
  }
}

/** The addresses of other domains' unikernels, whatever these do, but for those that are one's own. */
function takenFrom(
  known: readonly RegisteredUnikernel[],
  key: UnikernelLocation['key'],
): ReadonlySet<string> {
  const managed = known.filter((each) => each.managed);
  const isOwn = (each: RegisteredUnikernel) =>
    each.key.domain === key.domain && each.key.name === key.name;
  const own = new Set(managed.filter(isOwn).flatMap(addressesWanted));
  const others = managed.filter((each) => each.key.domain !== key.domain);
  return new Set(others.flatMap(addressesWanted)).difference(own);
}

/** With which addresses one is started as it was asked for; else those that it was seen with. */
function addressesWanted({ key, config, lastInfo }: RegisteredUnikernel): string[] {
  const devices: readonly NetworkDevice[] = (config ?? lastInfo)?.networkDevices ?? [];
  const name = { path: [key.domain], label: key.name };
  return devices.map((device) => addressOf(device, name));
}

function expectNone(
  devices: readonly NetworkDeviceChoice[],
  taken: ReadonlySet<string>,
  { name }: AddressRequest['location'],
): void {
  const device = devices.find((each) => taken.has(addressOf(each, name)));
  if (!device) return;
  throw new Problem(
    'devices-refused',
    `The MAC address ${macOf(device, name)} of the network device ${device.name} is in use on the bridge ` +
      `${device.bridge}. Choose another address.`,
  );
}

interface NetworkDevice {
  readonly name: string;
  readonly bridge: string | null;
  readonly mac: string | null;
}

const macOf = ({ name: device, mac }: NetworkDevice, name: Name) =>
  (mac ?? deriveMac(device, name)).toLowerCase();

const addressOf = (device: NetworkDevice, name: Name) =>
  `${macOf(device, name)} ${device.bridge ?? device.name}`;

const addressesOf = (
  lists: readonly (readonly { readonly bridge: string; readonly mac: string }[])[],
): ReadonlySet<string> =>
  new Set(lists.flat().map(({ bridge, mac }) => `${mac.toLowerCase()} ${bridge}`));
