import { useCallback, useMemo, useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { keyOf } from './use-running-actions.ts';

type Unikernel = Schema['Unikernel'];

/** Which unikernels of a list something is to be done with. */
export interface Picked {
  readonly keys: ReadonlySet<string>;
  toggle(unikernel: Unikernel): void;
  /** Whether all of these are picked. */
  isWhole(unikernels: readonly Unikernel[]): boolean;
  /** Picks all of these, or none where all are. */
  toggleAll(unikernels: readonly Unikernel[]): void;
  clear(): void;
}

export function usePicked(): Picked {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((unikernel: Unikernel) => {
    const key = keyOf(unikernel);
    setKeys((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  return useMemo(() => {
    const isWhole = (unikernels: readonly Unikernel[]) =>
      unikernels.length > 0 && unikernels.every((each) => keys.has(keyOf(each)));
    return {
      keys,
      toggle,
      isWhole,
      toggleAll: (unikernels) => setKeys(new Set(isWhole(unikernels) ? [] : unikernels.map(keyOf))),
      clear: () => setKeys(new Set()),
    };
  }, [keys, toggle]);
}
