import type { Label } from '../albatross/names.ts';
import { Problem } from '../errors.ts';

/** Which unikernel of which domain on which host. */
export interface UnikernelKey {
  readonly host: Label;
  readonly domain: Label;
  readonly name: Label;
}

/** One change a unikernel at a time. Nobody waits: who comes second gets 409. */
export class UnikernelLocks {
  readonly #held = new Set<string>();

  /** Holds the unikernel until disposed. Throws `unikernel-busy`. */
  hold(key: UnikernelKey): Disposable {
    const text = `${key.host}/${key.domain}/${key.name}`;
    if (this.#held.has(text)) throw busy(key);
    this.#held.add(text);
    const release = new DisposableStack();
    release.defer(() => this.#held.delete(text));
    return release;
  }
}

function busy({ host, name }: UnikernelKey): Problem {
  return new Problem(
    'unikernel-busy',
    `The unikernel ${name} on ${host} is being changed by another request. Try again when that has ended.`,
    { headers: { 'Retry-After': '5' } },
  );
}
