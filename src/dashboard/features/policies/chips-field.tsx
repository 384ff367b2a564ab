import { Box, Chip, Group, Input, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface ChipsFieldProps {
  readonly label: string;
  readonly description: string;
  /** What can be chosen. */
  readonly options: readonly string[];
  readonly value?: string[];
  readonly error?: ReactNode;
  onChange(value: string[]): void;
}

/** Chooses any of a few things, which are all seen. */
export function ChipsField({
  label,
  description,
  options,
  value = [],
  error,
  onChange,
}: ChipsFieldProps) {
  const id = useId();
  return (
    <Box role="group" aria-labelledby={id}>
      <Input.Label id={id} labelElement="div">
        {label}
      </Input.Label>
      <Input.Description mb={6}>{description}</Input.Description>
      <Chip.Group multiple value={value} onChange={onChange}>
        <Group gap={6}>
          {options.map((option) => (
            <Chip key={option} value={option} size="sm" variant="outline">
              {option}
            </Chip>
          ))}
          {options.length === 0 && <Text size="sm">The host has none, or does not answer.</Text>}
        </Group>
      </Chip.Group>
      {error && (
        <Input.Error mt={4} role="alert">
          {error}
        </Input.Error>
      )}
    </Box>
  );
}
