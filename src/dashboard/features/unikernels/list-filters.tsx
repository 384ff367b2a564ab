import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { Schema } from '../../api/schema.ts';
import { unikernelStates } from '../../components/unikernel-states.ts';
import { isState, type ListFilters } from './use-list-filters.ts';

interface ListFiltersFieldsProps {
  readonly unikernels: readonly Schema['Unikernel'][];
  readonly filters: ListFilters;
  onChange(change: Partial<ListFilters>): void;
}

/** What unikernels can be narrowed to, as far as there is a choice. */
export function ListFiltersFields({ unikernels, filters, onChange }: ListFiltersFieldsProps) {
  const { hosts, states, labels } = filters;
  const found = useMemo(() => choicesAmong(unikernels), [unikernels]);
  const stateChoices = withChosen(found.states, states).map((value) => ({
    value,
    label: isState(value) ? unikernelStates[value].word : value,
  }));
  return (
    <>
      <Choice
        label="Hosts"
        data={withChosen(found.hosts, hosts)}
        value={hosts}
        onChange={(chosen) => onChange({ hosts: chosen })}
      />
      <Choice
        label="States"
        data={stateChoices}
        value={states}
        onChange={(chosen) => onChange({ states: chosen.filter(isState) })}
      />
      <Choice
        label="Labels"
        data={withChosen(found.labels, labels)}
        value={labels}
        min={1}
        onChange={(chosen) => onChange({ labels: chosen })}
      />
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly data: readonly (string | { readonly value: string; readonly label: string })[];
  readonly value: readonly string[];
  /** How many there have to be for a choice. */
  readonly min?: number;
  onChange(chosen: string[]): void;
}

function Choice({ label, data, value, min = 2, onChange }: ChoiceProps) {
  if (data.length < min && value.length === 0) return null;
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? 'All' : ''}
      data={data}
      value={[...value]}
      onChange={onChange}
      clearable
      style={{ flex: '1 1 9rem', minWidth: '9rem' }}
      maw={300}
    />
  );
}

function choicesAmong(unikernels: readonly Schema['Unikernel'][]) {
  const distinct = (texts: readonly string[]) => [...new Set(texts)].sort();
  return {
    hosts: distinct(unikernels.map(({ host }) => host)),
    states: distinct(unikernels.map(({ state }) => state)),
    labels: distinct(unikernels.flatMap(({ labels }) => Object.entries(labels).map(labelText))),
  };
}

const labelText = ([key, value]: readonly [string, string]) => `${key}=${value}`;

/** What the address asks for stays to be seen, also where nothing is so any more. */
const withChosen = (choices: readonly string[], chosen: readonly string[]) => [
  ...new Set([...choices, ...chosen]),
];
