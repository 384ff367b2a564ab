import { formatPath, type Label, type Name, nameOf, type Path } from '../../albatross/names.ts';
import { Console } from './console.ts';
import { isAtOrBelow } from './name-map.ts';

interface Domain {
  readonly path: Path;
  /** As told when a unikernel was last started; 1 before that. */
  maxUnikernels: number | bigint;
  readonly consoles: Map<Label, Console>;
}

/**
 * The consoles of a host. A domain keeps as many as it may have unikernels; for one more, one that
 * is not written to is dropped, even one that is only waited for.
 */
export class Consoles {
  readonly #domains = new Map<string, Domain>();

  /** The console that a starting unikernel writes to; `maxUnikernels` is its domain's. */
  open(path: Path, label: Label, maxUnikernels: number | bigint): Console {
    const domain = this.#domain(path);
    domain.maxUnikernels = maxUnikernels;
    const console = find(domain, label);
    console.open();
    limit(domain);
    return console;
  }

  /** The console of a name, made where nothing of that name has run; null where it is dropped at once. */
  watch(path: Path, label: Label): Console | null {
    const domain = this.#domain(path);
    const console = find(domain, label);
    limit(domain);
    return domain.consoles.has(label) ? console : null;
  }

  /** Those at and below a path that outlived their unikernel. */
  inactive(path: Path): Name[] {
    return [...this.#domains.values()]
      .filter((domain) => isAtOrBelow(domain.path, path))
      .flatMap((domain) =>
        [...domain.consoles]
          .filter(([, console]) => !console.active && console.hasHistory)
          .map(([label]) => nameOf(domain.path, label)),
      );
  }

  /** Drops all, as a host does whose console daemon starts anew. */
  forget(): void {
    for (const { consoles } of this.#domains.values()) {
      for (const console of consoles.values()) console.close();
    }
    this.#domains.clear();
  }

  #domain(path: Path): Domain {
    const key = formatPath(path);
    const known = this.#domains.get(key);
    if (known) return known;
    const domain: Domain = { path, maxUnikernels: 1, consoles: new Map() };
    this.#domains.set(key, domain);
    return domain;
  }
}

function find({ consoles }: Domain, label: Label): Console {
  const known = consoles.get(label);
  if (known) return known;
  const console = new Console();
  consoles.set(label, console);
  return console;
}

/** Drops the first by label of those that are not written to, where there are too many. */
function limit({ consoles, maxUnikernels }: Domain): void {
  if (consoles.size <= maxUnikernels) return;
  const inactive = [...consoles].filter(([, console]) => !console.active);
  const [label, console] = inactive.sort(([one], [other]) => (one < other ? -1 : 1))[0] ?? [];
  if (label === undefined || !console) return;
  console.close();
  consoles.delete(label);
}
