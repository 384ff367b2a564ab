import { pause, type Timer } from '../base/timer.ts';
import type { Database } from '../database/database.ts';
import { type LearnedOfHost, StoredHost } from '../host-client/entity.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { HostFollower } from '../unikernels/observer/host-followers.ts';

/** Milliseconds between two looks what has been learned. */
const interval = 5_000;

export interface RememberLearnedDeps {
  readonly database: Database;
  readonly timer: Timer;
}

/** Stores what hosts tell of themselves by the way, for the next start and for other servers. */
export class RememberLearned implements HostFollower {
  readonly failure = 'what it has told of itself is not remembered';
  readonly #deps: RememberLearnedDeps;

  constructor(deps: RememberLearnedDeps) {
    this.#deps = deps;
  }

  async follow(host: ManagedHost, signal: AbortSignal): Promise<void> {
    const { database, timer } = this.#deps;
    const stored = await database.em(signal).findOne(StoredHost, { id: host.id });
    let before = formOf(stored?.learned ?? nothing);
    const store = async () => {
      const { learned } = host;
      const now = formOf(learned);
      if (now === before) return;
      await database.em().nativeUpdate(StoredHost, { id: host.id }, { learned });
      before = now;
    };
    while (!signal.aborted) {
      await store();
      await pause(timer, interval, signal).catch(() => {}); // the signal says so
    }
    await store();
  }
}

const nothing: LearnedOfHost = { isOf28: null, starts: [] };

/** A database may sort the members of JSON anew. */
const formOf = ({ isOf28, starts }: LearnedOfHost) =>
  JSON.stringify([isOf28, starts.map(({ seenAt, ahead }) => [seenAt, ahead])]);
