import { sampleImage } from '../../src/emulator/sample-image.ts';
import type { ManifestDevice } from '../../src/solo5/image.ts';
import type { Told } from '../support/request.ts';
import type { UnikernelWorld } from './unikernel-world.ts';

/** A sample image with these devices; another `filler` makes another image. */
export function imageWith(devices: readonly ManifestDevice[] = [], filler = ''): Buffer {
  return sampleImage({ devices, filler });
}

export const storage: ManifestDevice = { name: 'storage', type: 'block' };
export const service: ManifestDevice = { name: 'service', type: 'network' };

/** Parts of a form, in their order: text, JSON or files. */
export function formOf(parts: readonly (readonly [string, unknown])[]): FormData {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (Buffer.isBuffer(value)) form.append(name, new Blob([new Uint8Array(value)]), 'file');
    else form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form;
}

/** Creates a unikernel on the host `one`. */
export function create(
  world: UnikernelWorld,
  config: Readonly<Record<string, unknown>>,
  image: Buffer = imageWith(),
  token = 'alice',
): Promise<Told> {
  const body = formOf([
    ['config', config],
    ['image', image],
  ]);
  return world.ask('/hosts/one/unikernels', { body, token });
}

/** Updates a unikernel on the host `one`. */
export function update(
  world: UnikernelWorld,
  name: string,
  image: Buffer,
  config?: Readonly<Record<string, unknown>>,
  token = 'alice',
): Promise<Told> {
  const body = formOf([['image', image], ...(config ? [['config', config] as const] : [])]);
  return world.ask(`/hosts/one/unikernels/${name}/update`, { body, token });
}
