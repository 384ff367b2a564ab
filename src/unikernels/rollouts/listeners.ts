/** Who is told of what happens to things that have a name each. */
export class Listeners {
  readonly #of = new Map<string, Set<() => void>>();

  /** Calls back each time, until disposed. */
  on(name: string, listener: () => void): Disposable {
    const listeners = this.#of.get(name) ?? new Set();
    this.#of.set(name, listeners.add(listener));
    return {
      [Symbol.dispose]: () => {
        listeners.delete(listener);
        if (listeners.size === 0) this.#of.delete(name);
      },
    };
  }

  tell(name: string): void {
    for (const listener of this.#of.get(name) ?? []) listener();
  }
}
