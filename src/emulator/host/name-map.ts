import {
  domainName,
  formatName,
  isBelow,
  type Name,
  type Path,
  pathsEqual,
} from '../../albatross/names.ts';

/** A value and the name it is known by. */
export interface Entry<T> {
  readonly name: Name;
  readonly value: T;
}

/** Values known by name, and found by the path above them. */
export class NameMap<T> {
  readonly #entries = new Map<string, Entry<T>>();

  get size(): number {
    return this.#entries.size;
  }

  has(name: Name): boolean {
    return this.#entries.has(formatName(name));
  }

  get(name: Name): T | undefined {
    return this.#entries.get(formatName(name))?.value;
  }

  set(name: Name, value: T): void {
    this.#entries.set(formatName(name), { name, value });
  }

  delete(name: Name): boolean {
    return this.#entries.delete(formatName(name));
  }

  clear(): void {
    this.#entries.clear();
  }

  /** All of them, as they are now. */
  entries(): Entry<T>[] {
    return [...this.#entries.values()];
  }

  /** Everything of and below a domain, under full names, the latest first: no useful order. */
  below(path: Path): Entry<T>[] {
    return this.entries()
      .filter(({ name }) => isAtOrBelow(name.path, path))
      .reverse();
  }
}

/** Whether a domain is the one at `above`, or lies below it. */
export const isAtOrBelow = (path: Path, above: Path): boolean =>
  pathsEqual(path, above) || isBelow(domainName(path), above);

/** A name as it is told to someone who asked about `path`: without that path. */
export const relativeTo = (name: Name, path: Path): Name => ({
  path: name.path.slice(path.length),
  label: name.label,
});
