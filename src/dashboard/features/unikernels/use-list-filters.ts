import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { type UnikernelState, unikernelStates } from '../../components/unikernel-states.ts';

/** What a list is narrowed to; empty: all. */
export interface ListFilters {
  /** Words that all have to be in the name, the host, the digest, a volume or an argument. */
  readonly text: string;
  readonly hosts: readonly string[];
  readonly states: readonly UnikernelState[];
  /** Each `KEY`, or `KEY=VALUE`; all of them have to be there. */
  readonly labels: readonly string[];
}

const textName = 'q';
const names = { hosts: 'host', states: 'state', labels: 'label' } as const;

/** The filters of a list, which are in the address: `?q=web&state=exited&label=tier=web`. */
export function useListFilters(): [ListFilters, (change: Partial<ListFilters>) => void] {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => filtersIn(params), [params]);
  const change = (changes: Partial<ListFilters>) =>
    setParams((before) => withFilters(before, { ...filters, ...changes }), { replace: true });
  return [filters, change];
}

const filtersIn = (params: URLSearchParams): ListFilters => ({
  text: params.get(textName) ?? '',
  hosts: params.getAll(names.hosts),
  states: params.getAll(names.states).filter(isState),
  labels: params.getAll(names.labels),
});

function withFilters(before: URLSearchParams, filters: ListFilters): URLSearchParams {
  const next = new URLSearchParams(before);
  next.delete(textName);
  if (filters.text !== '') next.set(textName, filters.text);
  for (const kind of ['hosts', 'states', 'labels'] as const) {
    next.delete(names[kind]);
    for (const value of filters[kind]) next.append(names[kind], value);
  }
  return next;
}

export const isState = (text: string): text is UnikernelState =>
  Object.hasOwn(unikernelStates, text);
