import assert from 'node:assert/strict';
import { type Name, nameOf, parseLabel } from '../../../src/albatross/names.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import type { ManifestDevice } from '../../../src/solo5/image.ts';
import { plainArguments } from '../../emulator/support/unikernels.ts';
import type { DashboardWorld } from './world.ts';

/** A file that a person could choose. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** An image as a file. */
export function imageFile(
  name: string,
  devices: readonly ManifestDevice[] = [],
  padTo = 0,
  target: 'hvt' | 'spt' = 'hvt',
): ChosenFile {
  const buffer = sampleImage({ target, devices, filler: name, padTo });
  return { name, mimeType: 'application/octet-stream', buffer };
}

/** Where a unikernel is to be, and with what. */
interface Placement {
  readonly host?: string;
  readonly devices?: readonly ManifestDevice[];
  /** `?account=NAME`, where it is not the administrator's own. */
  readonly account?: string;
}

/** Creates a unikernel by the API, on the host `one` where nothing else is said. */
export async function createUnikernel(
  { url, administrator }: DashboardWorld,
  config: Readonly<Record<string, unknown>> & { readonly name: string },
  { host = 'one', devices = [], account = '' }: Placement = {},
): Promise<void> {
  const { buffer } = imageFile(config.name, devices);
  const body = new FormData();
  body.set('config', JSON.stringify(config));
  body.set('image', new Blob([new Uint8Array(buffer)]));
  const told = await administrator.ask(url, `/hosts/${host}/unikernels${account}`, { body });
  assert.equal(told.status, 201, told.text);
}

/** The administrator's unikernel of that name, as a host knows it. */
export const ownName = (label: string): Name => nameOf([parseLabel('alice')], parseLabel(label));

/** Lets a unikernel write a line to its console. */
export function print({ emulator }: DashboardWorld, name: string, line: string): void {
  emulator.host.printer.print(ownName(name), line);
}

/** Gives the administrator room for so many unikernels, and starts them on the host itself. */
export async function startMany(
  { url, administrator, emulator }: DashboardWorld,
  count: number,
): Promise<void> {
  const account = await administrator.expect(200, url, '/account');
  const policy = { unikernels: count, memory: 16_000, storage: 64, cpuids: [0, 1], bridges: [] };
  const path = `/accounts/${Reflect.get(Object(account.json), 'id')}/policies/one`;
  await administrator.expect(200, url, path, { method: 'PUT', json: policy });
  await startOn(emulator, count);
}

async function startOn(emulator: Emulator, count: number): Promise<void> {
  const config = { ...plainArguments, memory: 8, type: 'solo5', compressed: false } as const;
  for (let number = 0; number < count; number += 1) {
    const image = sampleImage({ filler: `${number}` });
    const name = `unikernel-${String(number).padStart(4, '0')}`;
    await emulator.host.unikernels.create(ownName(name), { ...config, image });
  }
}
