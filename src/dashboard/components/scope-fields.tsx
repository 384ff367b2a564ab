import { Box, Group, Input, SegmentedControl, Stack, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import {
  levelsOf,
  type Scope,
  type ScopeKind,
  scopeKinds,
  scopeOfKind,
  withScope,
} from '../format/scopes.ts';

interface ScopeFieldsProps {
  readonly label: string;
  readonly value: readonly Scope[];
  /** Whether what only administrators may is to be chosen, too. */
  readonly admin: boolean;
  readonly error?: ReactNode;
  onChange(scopes: Scope[]): void;
}

const nothing = 'none';

/** What a token may do, in words: one line for each kind of thing. */
export function ScopeFields({ label, value, admin, error, onChange }: ScopeFieldsProps) {
  const id = useId();
  const kinds = scopeKinds.filter(
    ({ thing }) => thing !== 'administration' || admin || value.includes('admin'),
  );
  return (
    <Box role="group" aria-labelledby={id}>
      <Input.Label id={id} labelElement="div">
        {label}
      </Input.Label>
      <Stack gap={6} mt={4}>
        {kinds.map((kind) => (
          <KindLine
            key={kind.thing}
            kind={kind}
            chosen={scopeOfKind(kind, value)}
            onChoose={(scope) => onChange(withScope(kind, value, scope))}
          />
        ))}
      </Stack>
      {error && (
        <Input.Error mt={4} role="alert">
          {error}
        </Input.Error>
      )}
    </Box>
  );
}

interface KindLineProps {
  readonly kind: ScopeKind;
  readonly chosen: Scope | null;
  onChoose(scope: Scope | null): void;
}

function KindLine({ kind, chosen, onChoose }: KindLineProps) {
  const levels = levelsOf(kind);
  const name = kind.thing.charAt(0).toUpperCase() + kind.thing.slice(1);
  const words = levels.find(({ scope }) => scope === chosen)?.words;
  const isDangerous = kind.thing === 'administration';
  return (
    <Group justify="space-between" gap={4} wrap="wrap">
      <Box flex={1} miw={words ? 150 : 96}>
        <Text size="sm" {...(isDangerous && { c: 'var(--mantine-color-error)', fw: 600 })}>
          {name}
        </Text>
        {words && (
          <Text size="xs" c={isDangerous ? 'var(--mantine-color-error)' : 'dimmed'}>
            {words}
          </Text>
        )}
      </Box>
      <SegmentedControl
        size="xs"
        aria-label={name}
        value={chosen ?? nothing}
        onChange={(to) => onChoose(levels.find(({ scope }) => scope === to)?.scope ?? null)}
        data={[
          { value: nothing, label: 'None' },
          ...levels.map(({ scope, act }) => ({ value: scope, label: act })),
        ]}
      />
    </Group>
  );
}
