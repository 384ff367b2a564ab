import { Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { type AuditFilter, changingActions } from '../../api/audit.ts';
import { FilterBar } from '../../components/filter-bar.tsx';
import { fromLocal, toLocal } from './local-time.ts';

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  onChange(filter: AuditFilter): void;
  /** Whose events can be asked for; without it there is no choice. */
  readonly accounts?: readonly string[];
}

const pause = 300;

/** What lets events pass. Text counts when the typing pauses. */
export function AuditFilters({ filter, onChange, accounts }: AuditFiltersProps) {
  const [text, setText] = useState({ action: filter.action ?? '', object: filter.object ?? '' });
  const change = (to: AuditFilter) => onChange({ ...filter, ...to });
  const settle = useDebouncedCallback(change, pause);
  const type = (to: Partial<typeof text>) => {
    setText({ ...text, ...to });
    settle(to);
  };
  const clear = () => {
    setText({ action: '', object: '' });
    onChange({});
  };
  return (
    <FilterBar isClear={Object.keys(filter).length === 0} onClear={clear}>
      {accounts && (
        <NativeSelect
          label="Account"
          data={[{ value: '', label: 'All' }, ...new Set([...accounts, ...own(filter.account)])]}
          value={filter.account ?? ''}
          onChange={(event) => change({ account: event.currentTarget.value })}
        />
      )}
      <Autocomplete
        label="Action"
        placeholder="All"
        data={[...changingActions]}
        value={text.action}
        onChange={(action) => type({ action })}
        limit={20}
      />
      <TextInput
        label="Object"
        data-page-search
        placeholder="hosts/one"
        value={text.object}
        onChange={(event) => type({ object: event.currentTarget.value })}
      />
      <NativeSelect
        label="Outcome"
        data={[
          { value: '', label: 'All' },
          { value: 'succeeded', label: 'Succeeded' },
          { value: 'failed', label: 'Failed or refused' },
          ...own(filter.outcome).filter((each) => each !== 'succeeded' && each !== 'failed'),
        ]}
        value={filter.outcome ?? ''}
        onChange={(event) => change({ outcome: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label="Since"
        value={toLocal(filter.since)}
        onChange={(event) => change({ since: fromLocal(event.currentTarget.value) })}
      />
      <TextInput
        type="datetime-local"
        label="Until"
        value={toLocal(filter.until)}
        onChange={(event) => change({ until: fromLocal(event.currentTarget.value) })}
      />
    </FilterBar>
  );
}

const own = (value: string | undefined) => (value ? [value] : []);
