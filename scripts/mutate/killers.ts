/** How many tests are asked before all others. */
const most = 3;

/** What mocha calls a hook that failed: the test that it was for stands in it. */
const hook = /"(?:before|after) (?:all|each)" hook.* for "(.+)"$/;

/** The tests that noticed the last mutants of a file: they notice the next one, too, more often than not. */
export class Killers {
  readonly #titles = new Map<string, readonly string[]>();

  /** Those of a file, the last one first, that are among these tests; of any where none are named. */
  of(file: string, tests: readonly string[] | undefined): string[] {
    const titles = this.#titles.get(file) ?? [];
    return titles.filter((title) => tests?.includes(title) ?? true);
  }

  /** Takes over who noticed a mutant of a file. */
  remember(file: string, noticedBy: string): void {
    const title = noticedBy.replace(hook, '$1');
    const others = (this.#titles.get(file) ?? []).filter((other) => other !== title);
    this.#titles.set(file, [title, ...others].slice(0, most));
  }
}
