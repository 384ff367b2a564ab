import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { eventTypesQuery } from '../../../api/event-types.ts';
import { eventKinds } from '../event-kinds.ts';

interface TypeFieldProps {
  readonly value: string[];
  readonly error: ReactNode;
  onChange(types: string[]): void;
}

/** Which events are told: all, all of a kind, or some types. */
export function TypeField({ value, error, onChange }: TypeFieldProps) {
  const { data } = useQuery(eventTypesQuery);
  const known = data?.data.map(({ type }) => type) ?? [];
  const kinds = eventKinds.map(({ value: kind, label }) => ({
    value: kind,
    label: `${label}: all`,
  }));
  const others = value.filter(
    (type) => type !== '*' && !type.endsWith('.') && !known.includes(type),
  );
  return (
    <MultiSelect
      label="Events"
      description="All events, all of a kind, or single ones"
      searchable
      hidePickedOptions
      data={[
        { group: 'Kinds', items: [{ value: '*', label: 'Everything' }, ...kinds] },
        { group: 'Single ones', items: [...known, ...others] },
      ]}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
