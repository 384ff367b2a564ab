import type { PrintedLine } from '../../api/console.ts';
import { plainText } from './ansi.ts';

/** A line as it is kept. */
export interface ConsoleLine extends PrintedLine {
  /** Counts from 0, and never again; those from before the first one count backwards. */
  readonly number: number;
  /** Without colours. */
  readonly text: string;
}

/** What can be seen of a log at one moment. */
export interface ConsoleView {
  /** Only the first `count` of them belong to this moment: the others have come since. */
  readonly lines: readonly ConsoleLine[];
  readonly count: number;
  /** The number of the first line: how many are there no more, or, below 0, were put before. */
  readonly dropped: number;
  /** The numbers of the lines that hold what is searched for, ascending. */
  readonly matches: readonly number[];
}

/** Lines that are kept; beyond that, the oldest fifth is dropped at once. */
const maxLines = 50_000;

/** The lines of one console, oldest first. Tells at most once a frame that there are new ones. */
export class ConsoleLog {
  readonly #listeners = new Set<() => void>();
  readonly #max: number;
  #lines: ConsoleLine[] = [];
  #dropped = 0;
  #wanted = '';
  #matches: number[] = [];
  #view: ConsoleView = { lines: [], count: 0, dropped: 0, matches: [] };
  #frame: number | null = null;

  constructor(max = maxLines) {
    this.#max = max;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until the next change is told. */
  readonly view = (): ConsoleView => this.#view;

  append(printed: readonly PrintedLine[]): void {
    for (const each of printed) {
      const number = this.#dropped + this.#lines.length;
      const line = { ...each, number, text: plainText(each.line) };
      this.#lines.push(line);
      if (this.#isMatch(line)) this.#matches.push(number);
    }
    if (this.#lines.length > this.#max) this.#drop(Math.ceil(this.#lines.length - 0.8 * this.#max));
    this.#frame ??= requestAnimationFrame(() => this.#tell());
  }

  /** Puts older lines before all others, as far as there is room. */
  prepend(printed: readonly PrintedLine[]): void {
    const room = Math.max(0, this.#max - this.#lines.length);
    const some = printed.slice(Math.max(0, printed.length - room));
    this.#dropped -= some.length;
    const older = some.map((each, index) => ({
      ...{ ...each, number: this.#dropped + index, text: plainText(each.line) },
    }));
    this.#lines = [...older, ...this.#lines];
    const found = older.filter((line) => this.#isMatch(line)).map(({ number }) => number);
    this.#matches = [...found, ...this.#matches];
    this.#tell();
  }

  /** Looks for a text in all lines, those that are to come too; upper and lower case are the same. */
  search(wanted: string): void {
    this.#wanted = wanted.toLowerCase();
    this.#matches = this.#lines.filter((line) => this.#isMatch(line)).map(({ number }) => number);
    this.#tell();
  }

  #isMatch({ text }: ConsoleLine): boolean {
    return this.#wanted !== '' && text.toLowerCase().includes(this.#wanted);
  }

  #drop(count: number): void {
    this.#lines = this.#lines.slice(count);
    this.#dropped += count;
    this.#matches = this.#matches.filter((number) => number >= this.#dropped);
  }

  #tell(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    const lines = this.#lines;
    const matches = this.#matches;
    this.#view = { lines, count: lines.length, dropped: this.#dropped, matches };
    for (const listener of this.#listeners) listener();
  }
}
