import type { Actor } from '../../identity/access/actor.ts';
import { wholeServer } from './entity.ts';

/** Whose channels a set of handlers is about. */
export interface Ownership {
  /** What the operation ids end with. */
  readonly suffix: '' | 'OfServer';
  /** How the summaries call it. */
  readonly whose: string;
  /** An account's id, or `server`. */
  owner(actor: Actor): string;
}

export const ownChannels: Ownership = {
  suffix: '',
  whose: 'the account’s',
  owner: ({ account }) => account.id,
};

export const serverChannels: Ownership = {
  suffix: 'OfServer',
  whose: 'the server’s',
  owner: () => wholeServer,
};
