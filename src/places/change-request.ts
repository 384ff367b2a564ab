import type { Actor } from '../identity/access/actor.ts';

/** Who changes something, in which request. */
export interface ChangeRequest {
  readonly actor: Actor;
  readonly requestId: string;
  /** Whether nobody asked: the server does it by itself, for the actor's account. */
  readonly automatic?: boolean;
  /** Who it is as of now, and still may; left out where nobody's credential matters any more. */
  confirm?(): Promise<Actor>;
  /** Told that it is recorded, on the disk, and is about to be begun; left out where that is of no interest. */
  note?(note: { readonly recorded: boolean }): void;
  /** Aborted when the client is gone; a change that is sent goes on. */
  readonly signal?: AbortSignal | undefined;
}
