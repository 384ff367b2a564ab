import type { BlockDevice, Named } from '../albatross/messages.ts';
import type { Label } from '../albatross/names.ts';
import type { Policy } from '../albatross/policy.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { Clock } from '../base/clock.ts';
import type { Timer } from '../base/timer.ts';
import type { Health } from './health.ts';
import type { HostLists, HostOperation } from './managed-host.ts';
import type { Operations } from './operations.ts';
import { hostDown, hostTooSlow } from './problems.ts';
import { freshFor, SharedList, servedFor } from './shared-list.ts';

export interface SharedListsDeps {
  readonly id: string;
  readonly name: Label;
  readonly operations: Operations;
  readonly health: Health;
  /** Whether no other server changes the host: of what those change nothing is known here. */
  readonly isAlone: boolean;
  readonly clock: Clock;
  readonly timer: Timer;
}

/**
 * The lists of one host, shared by all who ask. They are read of the root, without a policy on the
 * way, so that names come whole and no domain's trouble is in it.
 */
export class SharedLists implements HostLists {
  readonly #deps: SharedListsDeps;
  readonly #unikernels: SharedList<readonly Named<UnikernelInfo>[]>;
  readonly #volumes: SharedList<readonly BlockDevice[]>;
  readonly #policies: SharedList<readonly Named<Policy>[]>;
  #revision = 0;

  constructor(deps: SharedListsDeps) {
    this.#deps = deps;
    this.#unikernels = this.#shared((client, signal) => client.unikernels([], { signal }));
    this.#volumes = this.#shared((client, signal) => client.volumes([], { signal }));
    this.#policies = this.#shared((client, signal) => client.policies([], { signal }));
  }

  get id(): string {
    return this.#deps.id;
  }

  get name(): Label {
    return this.#deps.name;
  }

  unikernels(signal?: AbortSignal, maxAge = freshFor) {
    const max = this.#deps.isAlone ? maxAge : Math.min(maxAge, freshFor);
    return this.#unikernels.get(signal, max);
  }

  unikernelsAnew(signal?: AbortSignal) {
    return this.#unikernels.getAnew(signal);
  }

  volumes(signal?: AbortSignal) {
    return this.#volumes.get(signal);
  }

  policies(signal?: AbortSignal) {
    return this.#policies.get(signal);
  }

  /** Something begins or ends that changes the lists: what was read before counts no more. */
  changed(): void {
    this.#revision += 1;
  }

  /** The lists for those who have only so much patience, in milliseconds. */
  within(patience: number): HostLists {
    const read = <T>(list: SharedList<T>) => {
      return async (signal?: AbortSignal) => {
        const { health, name } = this.#deps;
        if (health.degraded) throw hostDown(name, health.report);
        return await list.getWithin(patience, signal);
      };
    };
    return {
      id: this.id,
      name: this.name,
      unikernels: read(this.#unikernels),
      volumes: read(this.#volumes),
      policies: read(this.#policies),
    };
  }

  #shared<T>(operation: HostOperation<T>): SharedList<T> {
    const { name, operations, isAlone, clock, timer } = this.#deps;
    return new SharedList({
      read: (steps) => operations.read(operation, {}, steps),
      revision: () => this.#revision,
      tooSlow: (patience) => hostTooSlow(name, patience),
      servesFor: isAlone ? servedFor : freshFor,
      clock,
      timer,
    });
  }
}
