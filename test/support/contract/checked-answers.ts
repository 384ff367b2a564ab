import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { Contract } from './contract.ts';
import { isOurs, type ServedAnswer } from './seen-answer.ts';

const documentFile = join(import.meta.dirname, '../../../docs/openapi.json');

/** Holds the answers of the servers of this process against their OpenAPI documents. */
export class CheckedAnswers {
  /** Those of servers with routes of a test's own, by port. */
  readonly #own = new Map<number, () => Contract>();
  /** By their documents: what is compiled of one serves all servers with the same routes. */
  readonly #byDocument = new LRUCache<string, Contract>({ max: 30 });
  #whole: Contract | null = null;
  #faults: string[] = [];
  #count = 0;

  /** How many answers were checked so far. */
  get count(): number {
    return this.#count;
  }

  /**
   * Checks what this server answers against a document of its own, which is asked for at the first
   * answer, until that is disposed of.
   */
  describe(url: string, document: () => object): Disposable {
    const port = Number(new URL(url).port);
    let made: Contract | null = null;
    this.#own.set(port, () => {
      made ??= this.#contractOf(JSON.stringify(document()));
      return made;
    });
    return { [Symbol.dispose]: () => this.#own.delete(port) };
  }

  /** Every answer of version 1 of our API, by a server in this process. */
  check(answer: ServedAnswer): void {
    if (isOurs(answer)) this.#check(answer, () => this.#contractAt(answer.port));
  }

  /** Those of servers that are processes of their own: they have all our routes. */
  checkReported(answers: readonly ServedAnswer[]): void {
    for (const answer of answers) this.#check(answer, () => this.#wholeContract());
  }

  /** What contradicted a document since it was asked last, each once. */
  takeFaults(): readonly string[] {
    const faults = new Set(this.#faults);
    this.#faults = [];
    return [...faults];
  }

  #check(answer: ServedAnswer, contract: () => Contract): void {
    this.#count += 1;
    try {
      this.#faults.push(...contract().check(answer));
    } catch (error) {
      // Thrown here it would end up in the server that answers.
      this.#faults.push(`${answer.method} ${answer.path}: ${String(error)}`);
    }
  }

  #contractOf(json: string): Contract {
    const known = this.#byDocument.get(json);
    if (known) return known;
    const contract = new Contract(json);
    this.#byDocument.set(json, contract);
    return contract;
  }

  #contractAt(port: number): Contract {
    return this.#own.get(port)?.() ?? this.#wholeContract();
  }

  #wholeContract(): Contract {
    this.#whole ??= new Contract(readFileSync(documentFile, 'utf8'));
    return this.#whole;
  }
}

/** Those of all tests in this process. */
export const checkedAnswers = new CheckedAnswers();
