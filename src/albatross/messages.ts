import type { Command } from './commands.ts';
import type { LogEvent } from './log.ts';
import type { Name } from './names.ts';
import type { Policy } from './policy.ts';
import type { StatsSample } from './stats.ts';
import type { UnikernelInfo } from './unikernel.ts';

/** The only version of the wire that is spoken. */
export const protocolVersion = 5;

export interface Header {
  readonly sequence: bigint;
  readonly name: Name;
}

/** A whole message (`Wire`). */
export interface Message {
  readonly header: Header;
  readonly payload: Payload;
}

export type Payload =
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'success'; readonly success: Success }
  | { readonly type: 'failure'; readonly words: string }
  | { readonly type: 'data'; readonly data: Data };

export interface Named<T> {
  readonly name: Name;
  readonly value: T;
}

/** `name` and what the host says of it, as in `Success.blockDevices`. */
export interface BlockDevice {
  readonly name: Name;
  /** MiB. */
  readonly size: number;
  readonly active: boolean;
}

export type Success =
  | { readonly type: 'empty' }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'policies'; readonly policies: readonly Named<Policy>[] }
  | { readonly type: 'block-devices'; readonly blockDevices: readonly BlockDevice[] }
  | { readonly type: 'unikernel-image'; readonly compressed: boolean; readonly image: Buffer }
  | { readonly type: 'old-block-device-image'; readonly compressed: boolean; readonly data: Buffer }
  | { readonly type: 'old-unikernel-info4'; readonly unikernels: readonly Named<UnikernelInfo>[] }
  | { readonly type: 'old-unikernel-info5'; readonly unikernels: readonly Named<UnikernelInfo>[] }
  | { readonly type: 'block-device-image'; readonly compressed: boolean }
  | { readonly type: 'consoles'; readonly names: readonly Name[] }
  | { readonly type: 'unikernel-info'; readonly unikernels: readonly Named<UnikernelInfo>[] };

export interface ConsoleLine {
  /** To the millisecond. */
  readonly timestamp: Date;
  /** What the unikernel wrote: untrusted. */
  readonly line: string;
}

export type Data =
  | ({ readonly type: 'console' } & ConsoleLine)
  /** `isLater`: in the form that only 2.8 has. */
  | { readonly type: 'stats'; readonly stats: StatsSample; readonly isLater?: boolean }
  | { readonly type: 'log'; readonly event: LogEvent }
  /** Of a later release: what it carries is not known (docs/albatross-protocol.md, section 8.9). */
  | { readonly type: 'unknown'; readonly tag: number; readonly octets: Buffer }
  /** null ends the stream. */
  | { readonly type: 'block'; readonly data: Buffer | null };
