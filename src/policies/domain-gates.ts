import { onAbort } from '../hosts/timer.ts';

/** Lets many pass together, or one alone; who waits to be alone is not overtaken. */
class Gate {
  #inside = 0;
  #alone = false;
  readonly #waiting: { readonly alone: boolean; readonly enter: () => void }[] = [];

  get idle(): boolean {
    return this.#inside === 0 && this.#waiting.length === 0;
  }

  async pass<T>(alone: boolean, use: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#enter(alone, signal);
    try {
      return await use();
    } finally {
      this.#inside -= 1;
      this.#alone = false;
      this.#admit();
    }
  }

  async #enter(alone: boolean, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const entry = { alone, enter: resolve };
    this.#waiting.push(entry);
    this.#admit();
    using _following = onAbort(signal, () => {
      const index = this.#waiting.indexOf(entry);
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      reject(signal?.reason);
      this.#admit();
    });
    await promise;
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (this.#alone || (next.alone && this.#inside > 0)) return;
      this.#waiting.shift();
      this.#inside += 1;
      this.#alone = next.alone;
      next.enter();
    }
  }
}

/**
 * Every command in a domain presents the domain's policy to the host, which takes it: one that was
 * begun with an older policy must not come after a newer one. So commands share their domain's
 * gate on a host, and who sets the policy passes alone (DESIGN section 6).
 */
export class DomainGates {
  readonly #gates = new Map<string, Gate>();

  /** For a command in the domain, together with others. The signal ends the waiting only. */
  share<T>(domain: string, use: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#pass(domain, false, use, signal);
  }

  /** For what must not meet any command in the domain. The signal ends the waiting only. */
  own<T>(domain: string, use: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#pass(domain, true, use, signal);
  }

  async #pass<T>(
    domain: string,
    alone: boolean,
    use: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const gate = this.#gates.get(domain) ?? new Gate();
    this.#gates.set(domain, gate);
    try {
      return await gate.pass(alone, use, signal);
    } finally {
      if (gate.idle) this.#gates.delete(domain);
    }
  }
}
