import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandType } from '../../../src/albatross/commands.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import type { ServerWorld } from '../../server/support/server-world.ts';
import type { Ask } from '../../support/request.ts';

/** Something that is asked of a server, about a thing of its own. */
export interface Flow {
  readonly name: string;
  /** What the host is told; null where it is told nothing. */
  readonly command: CommandType | null;
  /**
   * Makes what is to be changed; gives how to ask, and whether the host agrees that it is done. `other` is the host
   * `two`, with which nothing goes wrong.
   */
  prepare(world: ServerWorld, thing: string, other: Emulator): Promise<Asked>;
}

/** One asking. */
export interface Asked {
  /** Below `/api/v1`, but where `api` says another. */
  readonly path: string;
  readonly api?: '/api/v1' | '/api';
  readonly ask: Ask;
  /** Whether it is a person who asks, not a token. */
  readonly person?: boolean;
  /** Where its deployments are, below `/api/v1`, and which of them are of this kind. */
  readonly deployments?: { readonly path: string; readonly action: string };
  /** What it answers where the host refuses, if it is a status of failures. */
  readonly refused?: RegExp;
  /** Whether the host does not contradict that it was done. */
  isDone(): Promise<boolean>;
}

/** Where the host keeps the content of alice's volume. */
export const fileOf = (world: ServerWorld, thing: string) =>
  join(world.folder, 'host', 'block', `alice:${thing}`);

export async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
