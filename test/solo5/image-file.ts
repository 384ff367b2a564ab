import { sampleImage } from '../../src/emulator/sample-image.ts';
import type { ManifestDevice, RandomAccess } from '../../src/solo5/image.ts';

export const network: ManifestDevice = { name: 'service', type: 'network' };
export const block: ManifestDevice = { name: 'data', type: 'block' };

/** An image with the devices above, and where its parts lie, found by what they contain. */
export interface Layout {
  readonly image: Buffer;
  /** The ABI's descriptor; its note starts 20 octets before it. */
  readonly abi: number;
  /** The manifest's descriptor. */
  readonly manifest: number;
  /** The first device's entry; the reserved one is 104 octets before it. */
  readonly device: number;
  /** The section headers. */
  readonly table: number;
  readonly names: { readonly offset: number; readonly length: number };
}

/** An image after `change` has written into it, or what `change` returned instead of a number. */
export function changedImage(change: (layout: Layout) => unknown): Buffer {
  const layout = layOut(sampleImage({ devices: [network, block], filler: 'filler' }));
  const changed = change(layout);
  return Buffer.isBuffer(changed) ? changed : layout.image;
}

function layOut(image: Buffer): Layout {
  const manifest = image.indexOf('MFT1Solo5\0') + 12;
  const nameList = '\0.text\0.note.solo5.manifest\0.note.solo5.abi\0.filler\0.shstrtab\0';
  return {
    image,
    abi: image.indexOf('ABI1Solo5\0') + 12,
    manifest,
    device: manifest + 12 + 104,
    table: Number(image.readBigUInt64LE(0x28)),
    names: { offset: image.indexOf(nameList), length: nameList.length },
  };
}

/** The offset of the section's header. */
export function sectionHeader({ image, table, names }: Layout, name: string): number {
  const nameOffset = image.indexOf(`${name}\0`, names.offset) - names.offset;
  for (let at = table; at < image.length; at += 64) {
    if (image.readUInt32LE(at) === nameOffset) return at;
  }
  throw new Error(`the sample image has no section ${name}`);
}

/** A buffer as a source that remembers what it was asked for. */
export class CountingSource implements RandomAccess {
  readonly #content: Buffer;
  reads = 0;
  octets = 0;
  furthest = 0;

  constructor(content: Buffer) {
    this.#content = content;
  }

  get size(): number {
    return this.#content.length;
  }

  async read(offset: number, length: number): Promise<Buffer> {
    this.reads += 1;
    this.octets += length;
    this.furthest = Math.max(this.furthest, offset + length);
    return this.#content.subarray(offset, offset + length);
  }
}
