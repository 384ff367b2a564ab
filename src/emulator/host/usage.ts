import type { Path } from '../../albatross/names.ts';
import type { NameMap } from './name-map.ts';
import { bridgesOf, type Unikernel } from './unikernel.ts';
import type { Volumes } from './volumes.ts';

/** What a domain and those below it use of a host. */
export interface Usage {
  readonly unikernels: number;
  /** MiB. */
  readonly memory: number;
  /** MiB. */
  readonly block: number;
  readonly cpuids: ReadonlySet<number>;
  readonly bridges: ReadonlySet<string>;
}

/** What is used at and below a path, one unikernel left aside where it is about to be replaced. */
export function usageOf(
  unikernels: NameMap<Unikernel>,
  volumes: Volumes,
  path: Path,
  leaving?: Unikernel,
): Usage {
  const running = unikernels
    .below(path)
    .map(({ value }) => value)
    .filter((unikernel) => unikernel !== leaving);
  return {
    unikernels: running.length,
    memory: sum(running.map(({ config }) => config.memory)),
    block: sum(volumes.below(path).map(({ value }) => value)),
    cpuids: new Set(running.flatMap(({ config }) => config.cpuids)),
    bridges: new Set(running.flatMap(({ config }) => bridgesOf(config))),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
