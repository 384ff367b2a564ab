/** The targets that solo5 knows, in the order of their numbers from 1 on. albatross runs hvt and spt. */
export const targets = ['hvt', 'spt', 'virtio', 'muen', 'genode', 'xen'] as const;

/** What an image was built to run on. */
export type Target = (typeof targets)[number];

/** What a device is, as albatross distinguishes them. */
export type DeviceType = 'block' | 'network';

/** A device that an image asks for: it starts only with all of them given. */
export interface ManifestDevice {
  /** 1 to 67 letters and digits, unique among the devices of its type. */
  readonly name: string;
  readonly type: DeviceType;
}

/** What a tender loads of an image. */
export interface Program {
  /** The processor: `x86-64`, `arm64`, … */
  readonly machine: string;
  /** Octets of memory from address 0 to where it ends, its zeroed part included. */
  readonly end: number;
}

/** What an image says of itself in its headers and notes (docs/albatross-protocol.md, section 7). */
export interface Solo5Image {
  readonly target: Target;
  /** The version of the target's ABI; the host needs a tender for just this one. */
  readonly abiVersion: number;
  /** At most 63, in the manifest's order. */
  readonly devices: readonly ManifestDevice[];
  /** Missing where the image was kept by a release that did not read it. */
  readonly program?: Program;
}
