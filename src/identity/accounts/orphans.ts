import type { Label } from '../../albatross/names.ts';
import type { Actor } from '../access/actor.ts';
import type { Account } from './entity.ts';

/** A unikernel of an account that has ended. */
export interface OrphanedUnikernel {
  readonly host: Label;
  readonly name: Label;
  /** Whether it was destroyed; else it runs on. */
  readonly destroyed: boolean;
}

/** What an account leaves on its hosts when it ends. */
export interface Orphans {
  readonly unikernels: readonly OrphanedUnikernel[];
  /** Hosts that could not be asked, or did not destroy what they were to. */
  readonly errors: readonly {
    readonly host: Label;
    readonly code: string;
    readonly detail: string;
  }[];
}

/** On whose behalf, and what is to become of what is left. */
export interface OrphansRequest {
  readonly actor: Actor;
  readonly requestId: string;
  readonly destroy: boolean;
}

/** Finds what is left in a domain, and destroys it where that is asked for. */
export type HandleOrphans = (domain: Label, request: OrphansRequest) => Promise<Orphans>;

/** What an account leaves. One that was never approved has nothing; its name may be another's. */
export async function orphansOf(
  { name, approvedAt }: Account,
  handle: HandleOrphans,
  request: OrphansRequest,
): Promise<Orphans> {
  return approvedAt ? await handle(name, request) : { unikernels: [], errors: [] };
}
