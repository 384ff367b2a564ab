import { onAbort } from '../../../base/timer.ts';
import type { ConsoleKey } from '../kept-unikernels.ts';
import type { NewSegment, Tail } from '../store/console-store.ts';
import type { KeptLine } from '../store/line-codec.ts';

/** Octets of lines that may wait to be stored: who prints more is followed no faster. */
const maxWaiting = 256 * 1024;

/** With what a unikernel was started that prints. */
export interface Start {
  readonly startedAt: Date | null;
  readonly release: number | null;
}

interface Waiting extends Start {
  gapBefore: boolean;
  readonly lines: KeptLine[];
}

/** The lines of one console between their arrival and the store. */
export class Recorder {
  readonly key: ConsoleKey;
  #start: Start;
  #lastNumber: number;
  #tail: readonly KeptLine[];
  #waiting: Waiting[] = [];
  #octets = 0;
  #room = Promise.withResolvers<void>();

  constructor(key: ConsoleKey, { lastNumber, lines }: Tail, start: Start) {
    this.key = key;
    this.#lastNumber = lastNumber;
    this.#tail = lines;
    this.#start = start;
  }

  get start(): Start {
    return this.#start;
  }

  /** The lines that came last, as far as they are needed to find the place again. */
  get tail(): readonly KeptLine[] {
    return this.#tail;
  }

  /** The unikernel was started anew: what it has printed since then belongs to that start. */
  begin(start: Start): void {
    const from = start.startedAt;
    this.#start = start;
    const last = this.#waiting.at(-1);
    if (!last || !from) return;
    const split = last.lines.findIndex(({ timestamp }) => timestamp >= from);
    if (split < 0) return;
    const lines = last.lines.splice(split);
    const gapBefore = split === 0 && last.gapBefore;
    if (split === 0) this.#waiting.pop();
    this.#waiting.push({ ...start, gapBefore, lines });
  }

  /** Takes lines; `gapBefore`: others may have come before them. */
  add(lines: readonly KeptLine[], gapBefore = false): void {
    if (lines.length === 0) return;
    const last = this.#waiting.at(-1);
    if (last && !gapBefore && isSameStart(last, this.#start)) last.lines.push(...lines);
    else this.#waiting.push({ ...this.#start, gapBefore, lines: [...lines] });
    for (const { line } of lines) this.#octets += Buffer.byteLength(line);
    this.#tail = [...this.#tail, ...lines].slice(-64);
  }

  /** Resolves when there is room for more, or the signal aborts. */
  async untilRoom(signal: AbortSignal): Promise<void> {
    while (this.#octets >= maxWaiting && !signal.aborted) {
      const { promise, resolve } = this.#room;
      using _following = onAbort(signal, resolve);
      await promise;
    }
  }

  /** What is to be stored now; it waits until `stored` says that it is. */
  waiting(): NewSegment[] {
    let firstNumber = this.#lastNumber + 1;
    return this.#waiting.map(({ lines, ...rest }) => {
      const segment = { ...rest, key: this.key, firstNumber, lines: [...lines] };
      firstNumber += lines.length;
      return segment;
    });
  }

  /** These are stored; what came since waits on. */
  stored(segments: readonly NewSegment[]): void {
    for (const { lines } of segments) {
      const [first] = this.#waiting;
      if (!first) break;
      first.lines.splice(0, lines.length);
      first.gapBefore = false; // of those that are left
      if (first.lines.length === 0) this.#waiting.shift();
      this.#lastNumber += lines.length;
      for (const { line } of lines) this.#octets -= Buffer.byteLength(line);
    }
    this.#room.resolve();
    this.#room = Promise.withResolvers();
  }
}

const isSameStart = (one: Start, other: Start) =>
  one.startedAt?.getTime() === other.startedAt?.getTime() && one.release === other.release;
