import type { Policy } from './policy.ts';
import type { UnikernelArguments, UnikernelConfig } from './unikernel.ts';

/** Where a console subscription begins: lines since a time, or the last `count` (negative: all). */
export type ConsoleStart = { readonly since: Date } | { readonly count: number | bigint };

/** A tap device as albatrossd tells it to albatross-stats. */
export interface Tap {
  readonly bridge: string;
  readonly tap: string;
}

/** Every command of the protocol (PROTOCOL.md section 6, `Command`). */
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
