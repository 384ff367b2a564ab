import type { Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import { onlyReplica, type Replica } from '../database/replica.ts';

/** Which unikernel of which domain on which host. */
export interface UnikernelKey {
  readonly host: Label;
  readonly domain: Label;
  readonly name: Label;
}

/** One change a unikernel at a time. Nobody waits: who comes second gets 409. */
export class UnikernelLocks {
  readonly #held = new Set<string>();
  readonly #replica: Pick<Replica, 'lock'>;

  /** `replica` keeps other servers out. */
  constructor(replica: Pick<Replica, 'lock'> = onlyReplica) {
    this.#replica = replica;
  }

  /** Holds the unikernel until disposed. Rejects with `unikernel-busy`. */
  async hold(key: UnikernelKey): Promise<Disposable> {
    const text = `${key.host}/${key.domain}/${key.name}`;
    if (this.#held.has(text)) throw busy(key);
    this.#held.add(text);
    using release = new DisposableStack();
    release.defer(() => this.#held.delete(text));
    const kept = await this.#replica.lock(`unikernel/${text}`);
    if (!kept) throw busy(key);
    release.use(kept);
    return release.move();
  }
}

function busy({ host, name }: UnikernelKey): Problem {
  return new Problem(
    'unikernel-busy',
    `The unikernel ${name} on ${host} is being changed by another request. Try again when that has ended.`,
    { headers: { 'Retry-After': '5' } },
  );
}
