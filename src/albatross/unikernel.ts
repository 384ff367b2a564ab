/**
 * What kind of guest an image is. albatross runs solo5 on Linux and FreeBSD, bhyve on FreeBSD; `unknown`: what a
 * later release has besides, which is read only.
 */
export type UnikernelType = 'solo5' | 'bhyve' | 'unknown';

/**
 * What the host does when a unikernel exits. `restart: null` restarts on every exit code but 1 and
 * 60 to 64; a list restarts on just those (docs/albatross-protocol.md, section 5). The wire cannot
 * tell an empty list from null: it reads as null.
 */
export type FailBehaviour = 'quit' | { readonly restart: readonly number[] | null };

/** The same as a host tells it; `unknown`: one that only a later release has, which is read only. */
export type ToldFailBehaviour = FailBehaviour | 'unknown';

/** A block device that a unikernel is started with. */
export interface BlockDeviceArgument {
  /** The name inside the unikernel, as its manifest says. */
  readonly name: string;
  /** The volume behind it; null is the volume of the device's name. */
  readonly volume: string | null;
  /** Octets; null leaves it to the host. */
  readonly sectorSize: number | null;
}

/** A network device that a unikernel is started with. */
export interface NetworkDeviceArgument {
  /** The name inside the unikernel, as its manifest says. */
  readonly name: string;
  /** The bridge behind it; null is the bridge of the device's name. */
  readonly bridge: string | null;
  /** `00:80:41:…`; null lets the host derive one (`deriveMac`). */
  readonly mac: string | null;
}

/**
 * What a unikernel is started with, its image left aside (`Arguments` in
 * docs/albatross-protocol.md, section 6).
 */
export interface UnikernelArguments {
  readonly failBehaviour: FailBehaviour;
  /** 0 to 100, the order at the host's boot; null is the host's default, 50. */
  readonly startup: number | null;
  /** Whether the host passes `--name=LABEL`. */
  readonly addName: boolean;
  readonly cpuids: readonly number[];
  /** MiB. */
  readonly memory: number;
  readonly blockDevices: readonly BlockDeviceArgument[];
  readonly networkDevices: readonly NetworkDeviceArgument[];
  /** null and the empty list are different on the wire and mean the same. */
  readonly arguments: readonly string[] | null;
  readonly numcpus: number;
  readonly linuxBootPartition: string | null;
}

/** A whole configuration (`Config`). Over TLS `image` is empty and the image follows as data. */
export interface UnikernelConfig extends UnikernelArguments {
  readonly type: UnikernelType;
  /** Whether `image` is a zlib stream. */
  readonly compressed: boolean;
  readonly image: Buffer;
}

/** A block device of a running unikernel. */
export interface BlockDeviceInfo {
  readonly name: string;
  readonly volume: string;
  /** Octets. */
  readonly sectorSize: number;
  /** MiB; 0 where the host was asked for a list (docs/albatross-protocol.md, section 5). */
  readonly size: number;
}

/** A network device of a running unikernel. */
export interface NetworkDeviceInfo {
  readonly name: string;
  readonly bridge: string;
  readonly mac: string;
}

/** What a host tells of a running unikernel (`Info`). */
export interface UnikernelInfo {
  readonly type: UnikernelType;
  readonly failBehaviour: ToldFailBehaviour;
  readonly startup: number | null;
  readonly cpuids: readonly number[];
  /** MiB. */
  readonly memory: number;
  /** SHA-256 of the uncompressed image. */
  readonly digest: Buffer;
  readonly blockDevices: readonly BlockDeviceInfo[];
  readonly networkDevices: readonly NetworkDeviceInfo[];
  readonly arguments: readonly string[] | null;
  readonly started: Date | null;
  readonly numcpus: number;
  readonly linuxBootPartition: string | null;
}
