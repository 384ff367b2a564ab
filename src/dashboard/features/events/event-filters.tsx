import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { type EventFilter, severities } from '../../api/events.ts';
import { FilterBar } from '../../components/filter-bar.tsx';
import { eventKinds } from './event-kinds.ts';

interface EventFiltersProps {
  readonly filter: EventFilter;
  onChange(filter: EventFilter): void;
}

const pause = 300;
const severityWords = { info: 'All', warning: 'Warnings and errors', error: 'Errors' } as const;

/** What lets events pass. Text counts when the typing pauses. */
export function EventFilters({ filter, onChange }: EventFiltersProps) {
  const [text, setText] = useState(filter.object ?? '');
  const { account, ...own } = filter;
  const whose = account ? { account } : {};
  const change = (to: { readonly [K in keyof EventFilter]?: string }) => {
    const next = Object.entries({ ...filter, ...to }).filter(([, value]) => value !== '');
    onChange(Object.fromEntries(next));
  };
  const settle = useDebouncedCallback((object: string) => change({ object }), pause);
  const clear = () => {
    setText('');
    onChange(whose);
  };
  return (
    <FilterBar isClear={Object.keys(own).length === 0} onClear={clear}>
      <NativeSelect
        label="About"
        data={[{ value: '', label: 'All' }, ...eventKinds, ...otherType(filter.type)]}
        value={filter.type ?? ''}
        onChange={(event) => change({ type: event.currentTarget.value })}
      />
      <NativeSelect
        label="Severity"
        data={severities.map((value) => ({ value, label: severityWords[value] }))}
        value={filter.severity ?? 'info'}
        onChange={({ currentTarget: { value } }) =>
          change({ severity: value === 'info' ? '' : value })
        }
      />
      <TextInput
        label="Object"
        data-page-search
        placeholder="hosts/one/…"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          settle(event.currentTarget.value);
        }}
      />
    </FilterBar>
  );
}

/** One that somebody has written into the address. */
const otherType = (type = '') =>
  type === '' || eventKinds.some(({ value }) => value === type) ? [] : [type];
