import { Chip, Group, Input } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { tokenPresetsQuery } from '../../api/tokens.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { isScope, type Scope, sameScopes } from '../../format/scopes.ts';

interface PresetChipsProps {
  readonly value: readonly Scope[];
  onChange(scopes: Scope[]): void;
}

/** Scopes that go together; the one that is chosen by hand alike is marked, too. */
export function PresetChips({ value, onChange }: PresetChipsProps) {
  const id = useId();
  const { data, error, refetch } = useQuery(tokenPresetsQuery);
  const presets = data?.data ?? [];
  const chosen = presets.find(({ scopes }) => sameScopes(scopes, value));
  const choose = (name: string) => {
    const preset = presets.find((each) => each.id === name);
    if (preset) onChange(preset.scopes.filter(isScope));
  };
  return (
    <div role="radiogroup" aria-labelledby={id}>
      <Input.Label id={id} labelElement="div">
        Purpose
      </Input.Label>
      <Input.Description mb={6} mih="1.3em">
        {chosen?.description ?? 'Choose the scopes below.'}
      </Input.Description>
      <Chip.Group value={chosen?.id ?? ''} onChange={choose}>
        <Group gap="xs" mih={28}>
          {presets.map(({ id: value, name }) => (
            <Chip key={value} value={value} size="sm">
              {name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <ErrorAlert error={error} onRetry={() => void refetch()} />
    </div>
  );
}
