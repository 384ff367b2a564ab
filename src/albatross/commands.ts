import type { LogForm } from './log.ts';
import type { Policy } from './policy.ts';
import type { UnikernelArguments, UnikernelConfig } from './unikernel.ts';

/**
 * Lines that a host keeps of a console (docs/albatross-protocol.md, section 1): to ask for as many
 * is to ask for all.
 */
export const consoleHistory = 1024;

/**
 * Where a console subscription begins: lines since a time, or the last `count`. A negative count is
 * to mean all of them, and must not be sent: a daemon that has as many as it keeps never comes to
 * their end, takes all memory, and starts no unikernel any more (seen on 2.7.2).
 */
export type ConsoleStart = { readonly since: Date } | { readonly count: number | bigint };

/** A tap device as albatrossd tells it to albatross-stats. */
export interface Tap {
  readonly bridge: string;
  readonly tap: string;
}

/** Every command of the protocol (docs/albatross-protocol.md, section 6, `Command`). */
export type Command =
  | { readonly type: 'console-add'; readonly maxUnikernels: number }
  | { readonly type: 'console-subscribe'; readonly start: ConsoleStart }
  | { readonly type: 'console-list-inactive' }
  | {
      readonly type: 'stats-add';
      readonly vmmdev: string;
      readonly pid: number;
      readonly taps: readonly Tap[];
    }
  | { readonly type: 'stats-remove' }
  | { readonly type: 'stats-subscribe' }
  | { readonly type: 'stats-initial' }
  /** Of 2.8, and not verified (docs/albatross-protocol.md, section 8.2). */
  | { readonly type: 'log-subscribe'; readonly form: LogForm }
  | { readonly type: 'unikernel-info' }
  | { readonly type: 'unikernel-create'; readonly config: UnikernelConfig }
  | { readonly type: 'unikernel-force-create'; readonly config: UnikernelConfig }
  | { readonly type: 'unikernel-restart'; readonly arguments: UnikernelArguments | null }
  | { readonly type: 'unikernel-destroy' }
  | { readonly type: 'unikernel-get'; readonly compressionLevel: number }
  | { readonly type: 'old-unikernel-info4' }
  | { readonly type: 'old-unikernel-info5' }
  | { readonly type: 'policy-info' }
  | { readonly type: 'policy-add'; readonly policy: Policy }
  | { readonly type: 'policy-remove' }
  | { readonly type: 'block-info' }
  | { readonly type: 'block-add'; readonly size: number }
  | { readonly type: 'block-remove' }
  | { readonly type: 'block-set'; readonly compressed: boolean }
  | { readonly type: 'block-dump'; readonly compressionLevel: number }
  | {
      readonly type: 'old-block-add';
      readonly size: number;
      readonly compressed: boolean;
      readonly data: Buffer | null;
    }
  | { readonly type: 'old-block-set'; readonly compressed: boolean; readonly data: Buffer }
  | { readonly type: 'old-block-dump'; readonly compressionLevel: number };

export type CommandType = Command['type'];

/** The daemon that a command belongs to (docs/albatross-protocol.md, section 1). */
export type Service = 'albatrossd' | 'console' | 'stats';

/** What answers a command: one message, messages until the client leaves, or a volume's dump. */
export type Replies = 'single' | 'stream' | 'dump';

interface Traits {
  readonly service: Service;
  readonly replies: Replies;
  /** Whether a leaf certificate may carry it (docs/albatross-protocol.md, section 3.1). */
  readonly inLeaf: boolean;
  /** Whether the answer grows with what the host has. */
  readonly lists?: true;
}

const ordinary: Traits = { service: 'albatrossd', replies: 'single', inLeaf: true };
const list: Traits = { ...ordinary, lists: true };
const policyChange: Traits = { service: 'albatrossd', replies: 'single', inLeaf: false };
const statsInternal: Traits = { service: 'stats', replies: 'single', inLeaf: false };

const traits: Readonly<Record<CommandType, Traits>> = {
  'console-add': { service: 'console', replies: 'stream', inLeaf: false },
  'console-subscribe': { service: 'console', replies: 'stream', inLeaf: true },
  'console-list-inactive': { ...list, service: 'console' },
  'stats-add': statsInternal,
  'stats-remove': statsInternal,
  'stats-subscribe': { service: 'stats', replies: 'stream', inLeaf: true },
  'stats-initial': statsInternal,
  'log-subscribe': { service: 'albatrossd', replies: 'stream', inLeaf: true },
  'unikernel-info': list,
  'unikernel-create': ordinary,
  'unikernel-force-create': ordinary,
  'unikernel-restart': ordinary,
  'unikernel-destroy': ordinary,
  'unikernel-get': ordinary,
  'old-unikernel-info4': list,
  'old-unikernel-info5': list,
  'policy-info': list,
  'policy-add': policyChange,
  'policy-remove': policyChange,
  'block-info': list,
  'block-add': ordinary,
  'block-remove': ordinary,
  'block-set': ordinary,
  'block-dump': { service: 'albatrossd', replies: 'dump', inLeaf: true },
  'old-block-add': ordinary,
  'old-block-set': ordinary,
  'old-block-dump': ordinary,
};

/** The daemon that carries a command out. */
export const serviceOf = (command: Command): Service => traits[command.type].service;

/** How many messages answer a command. */
export const repliesOf = (command: Command): Replies => traits[command.type].replies;

/** Whether a command is answered with a list, whose length is that of what the host has. */
export const lists = (command: Command): boolean => traits[command.type].lists ?? false;

/** Whether a host takes a command in a leaf certificate. */
export const allowedInLeaf = (command: Command): boolean => traits[command.type].inLeaf;

/** Whether, over TLS, chunks of data follow a command (docs/albatross-protocol.md, section 4). */
export function takesData(command: Command): boolean {
  switch (command.type) {
    case 'unikernel-create':
    case 'unikernel-force-create':
      return command.config.image.length === 0;
    case 'block-set':
      return true;
    default:
      return false;
  }
}
