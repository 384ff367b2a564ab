import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '../../api/problem-error.ts';
import type { Schema } from '../../api/schema.ts';
import type { BulkAct } from './bulk-acts.ts';
import { keyOf } from './use-running-actions.ts';

/** What came of an act with one unikernel; null: it is not over. */
export type BulkResult = { readonly ok: boolean; readonly text: string } | null;

export interface Bulk {
  readonly state: 'asking' | 'running' | 'over';
  /** By `keyOf`. */
  readonly results: ReadonlyMap<string, BulkResult>;
  begin(): Promise<void>;
}

/** Does something with several unikernels, one after the other; what has not begun is left out once the dialog is closed. */
export function useBulk(unikernels: readonly Schema['Unikernel'][], act: BulkAct): Bulk {
  const client = useQueryClient();
  const [state, setState] = useState<Bulk['state']>('asking');
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map());
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const note = (key: string, result: BulkResult) =>
    setResults((before) => new Map(before).set(key, result));
  const begin = async () => {
    setState('running');
    for (const unikernel of unikernels) {
      if (!isOpen.current) break;
      const key = keyOf(unikernel);
      note(key, null);
      note(key, await outcomeOf(unikernel, act));
    }
    await Promise.all([
      client.invalidateQueries({ queryKey: ['unikernels'] }),
      client.invalidateQueries({ queryKey: ['deployments'] }),
    ]);
    setState('over');
  };
  return { state, results, begin };
}

async function outcomeOf(unikernel: Schema['Unikernel'], act: BulkAct): Promise<BulkResult> {
  try {
    await act.act(unikernel);
    return { ok: true, text: act.done };
  } catch (error) {
    return { ok: false, text: error instanceof ProblemError ? error.detail : 'It failed.' };
  }
}
