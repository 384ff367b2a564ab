import type { Label } from '../../albatross/names.ts';
import type { Problem } from '../../base/errors.ts';
import { onAbort, type Timer } from '../../base/timer.ts';
import { Gate } from './gate.ts';

/** How long those inside are waited for, in milliseconds. */
export const longestWait = 30_000;

/** A gate a label, there while anybody passes or waits. */
export class Gates {
  readonly #timer: Timer;
  readonly #busy: (label: Label) => Problem;
  readonly #gates = new Map<Label, Gate>();

  /** `busy` is what those get who have waited for 30 s. */
  constructor(timer: Timer, busy: (label: Label) => Problem) {
    this.#timer = timer;
    this.#busy = busy;
  }

  /** Passes until disposed. Rejects with `busy` and the signal's reason, which end only the wait. */
  async enter(label: Label, alone: boolean, signal?: AbortSignal): Promise<Disposable> {
    const gate = this.#gates.get(label) ?? new Gate();
    this.#gates.set(label, gate);
    const waiting = new AbortController();
    using _following = onAbort(signal, () => waiting.abort(signal?.reason));
    using _timeout = this.#timer(longestWait, () => waiting.abort(this.#busy(label)));
    const forgetIdle = () => {
      if (gate.idle) this.#gates.delete(label);
    };
    await gate.enter(alone, waiting.signal).catch((error) => {
      forgetIdle();
      throw error;
    });
    const leaving = new DisposableStack();
    leaving.defer(forgetIdle);
    leaving.defer(() => gate.leave());
    return leaving;
  }
}
