import { styleText } from 'node:util';
import type { CliDeps } from './cli-deps.ts';
import { safeLines, safeText } from './safe-text.ts';

type Style = 'red' | 'green' | 'yellow' | 'bold' | 'dim';

/** What the command says: results on stdout, all else on stderr. */
export class Out {
  /** Whether results are JSON, for programs. */
  readonly json: boolean;
  readonly #deps: CliDeps;

  constructor(deps: CliDeps, { json }: { readonly json: boolean }) {
    this.json = json;
    this.#deps = deps;
  }

  /** A result: the value itself for programs, else what `text` makes of it. */
  result(value: unknown, text: () => string): void {
    if (this.json) this.#write('stdout', JSON.stringify(value, null, 2));
    else this.print(text());
  }

  /** One of many results that come one after another: JSON has a line for each. */
  event(value: unknown, text: () => string): void {
    if (this.json) this.#write('stdout', JSON.stringify(value));
    else this.print(text());
  }

  /** Lines for people; nothing where there are none. */
  print(text: string): void {
    if (text !== '') this.#write('stdout', text);
  }

  /** What is worth knowing but no result, without control characters. */
  note(text: string): void {
    this.#write('stderr', safeLines(text));
  }

  /** A line that the next one replaces, where somebody watches; else nothing. */
  progress(text: string): void {
    const { stderr } = this.#deps;
    if (stderr.isTTY) stderr.write(`\r\u001b[K${text}`);
  }

  /** Coloured where the output is a terminal and nobody objects (`NO_COLOR`). */
  style(style: Style, text: string): string {
    const { environment, stdout } = this.#deps;
    const isWanted = stdout.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
    return isWanted ? styleText(style, text, { validateStream: false }) : text;
  }

  #write(stream: 'stdout' | 'stderr', text: string): void {
    this.#deps[stream].write(`${text}\n`);
  }
}

/** Text of others as a single line, which says nothing to the terminal. */
export { safeText };
