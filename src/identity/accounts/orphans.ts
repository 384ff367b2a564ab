import type { Label } from '../../albatross/names.ts';
import type { Actor } from '../access/actor.ts';
import type { Account } from './entity.ts';
import { mayHaveOnHosts } from './waiting.ts';

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
  /** Whether what is under way there is ended, too: nothing is to begin any more. */
  readonly ends: boolean;
}

/** Finds what is left in a domain, and destroys it where that is asked for. */
export type HandleOrphans = (request: OrphansRequest) => Promise<Orphans>;

/** Notes what is known of a domain, before its account ends. */
export type NoteOrphans = (domain: Label) => Promise<HandleOrphans>;

/** What an account that is about to end leaves behind. One that can have nothing is not looked for: its name may be another's. */
export async function noteOrphans(account: Account, note: NoteOrphans): Promise<HandleOrphans> {
  return mayHaveOnHosts(account)
    ? await note(account.name)
    : async () => ({ unikernels: [], errors: [] });
}
