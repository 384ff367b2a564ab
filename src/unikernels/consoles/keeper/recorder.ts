import { onAbort } from '../../../base/timer.ts';
import type { ConsoleKey } from '../kept-unikernels.ts';
import type { NewSegment, Tail } from '../store/console-store.ts';
import type { KeptLine } from '../store/line-codec.ts';

/** Octets of lines that may wait to be stored: who prints more is followed no faster. */
const maxWaiting = 256 * 1024;

/** Octets of lines that are stored as one segment, at the most. */
const maxPiece = 256 * 1024;

/** Octets that a line takes beside its text: one without any takes room, too. */
const lineTakes = 16;

/** The last lines that are needed to find the place again. */
const tailLines = 64;

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
  /** Up to twice as many as are needed: they are not copied for each line. */
  readonly #tail: KeptLine[];
  #waiting: Waiting[] = [];
  #octets = 0;
  #room = Promise.withResolvers<void>();

  constructor(key: ConsoleKey, { lastNumber, lines }: Tail, start: Start) {
    this.key = key;
    this.#lastNumber = lastNumber;
    this.#tail = [...lines];
    this.#start = start;
  }

  get start(): Start {
    return this.#start;
  }

  /** The lines that came last, as far as they are needed to find the place again. */
  get tail(): readonly KeptLine[] {
    return this.#tail.slice(-tailLines);
  }

  /** Whether lines were recorded of which none is known any more: their place cannot be found again. */
  get isTailLost(): boolean {
    return this.#lastNumber > 0 && this.#tail.length === 0;
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
    const isOne = last && !gapBefore && isSameStart(last, this.#start);
    const run = isOne ? last : { ...this.#start, gapBefore, lines: [] };
    if (!isOne) this.#waiting.push(run);
    for (const line of lines) run.lines.push(line);
    this.#octets += octetsOf(lines);
    for (const line of lines) this.#tail.push(line);
    if (this.#tail.length > 2 * tailLines) this.#tail.splice(0, this.#tail.length - tailLines);
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
    return this.#waiting.flatMap(({ lines, gapBefore, ...rest }) =>
      inPieces(lines).map((piece, index) => {
        const segment = { ...rest, key: this.key, firstNumber, lines: piece };
        firstNumber += piece.length;
        return { ...segment, gapBefore: gapBefore && index === 0 };
      }),
    );
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
      this.#octets -= octetsOf(lines);
    }
    this.#room.resolve();
    this.#room = Promise.withResolvers();
  }
}

const isSameStart = (one: Start, other: Start) =>
  one.startedAt?.getTime() === other.startedAt?.getTime() && one.release === other.release;

const takenBy = ({ line }: KeptLine) => Buffer.byteLength(line) + lineTakes;

/** Octets that lines take. */
export const octetsOf = (lines: readonly KeptLine[]) =>
  lines.reduce((sum, line) => sum + takenBy(line), 0);

function inPieces(lines: readonly KeptLine[]): KeptLine[][] {
  const pieces: KeptLine[][] = [];
  let room = 0;
  for (const line of lines) {
    const octets = takenBy(line);
    if (octets > room) {
      pieces.push([]);
      room = maxPiece;
    }
    pieces.at(-1)?.push(line);
    room -= octets;
  }
  return pieces;
}
