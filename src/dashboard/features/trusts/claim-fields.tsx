import {
  ActionIcon,
  Autocomplete,
  Box,
  Button,
  Group,
  Input,
  Stack,
  TextInput,
} from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Icon } from '../../components/icons.tsx';
import { type ClaimValues, newClaim } from './trust-values.ts';

interface ClaimFieldsProps {
  readonly value: readonly ClaimValues[];
  readonly error?: ReactNode;
  onChange(claims: ClaimValues[]): void;
}

/** Claims that jobs of GitHub and GitLab are told apart by. */
const commonClaims = [
  'repository',
  'repository_owner',
  'ref',
  'environment',
  'workflow',
  'event_name',
  'sub',
  'project_path',
  'namespace_path',
];

/** What an identity token has to say; all of it has to fit. */
export function ClaimFields({ value, error, onChange }: ClaimFieldsProps) {
  const id = useId();
  const change = (index: number, to: Partial<ClaimValues>) =>
    onChange(value.map((claim, at) => (at === index ? { ...claim, ...to } : claim)));
  return (
    <Box role="group" aria-labelledby={id}>
      <Input.Label id={id} labelElement="div">
        For identity tokens with these claims
      </Input.Label>
      <Input.Description mb={6}>
        All of them have to match. * matches any characters.
      </Input.Description>
      <Stack gap="xs">
        {value.map((claim, index) => (
          <Group key={claim.key} gap="xs" wrap="nowrap">
            <Group gap="xs" flex={1}>
              <Autocomplete
                flex={1}
                miw={110}
                aria-label={`Claim ${index + 1}`}
                placeholder="repository"
                data={commonClaims}
                value={claim.name}
                onChange={(name) => change(index, { name })}
              />
              <TextInput
                flex={1}
                miw={110}
                aria-label={`Pattern of claim ${index + 1}`}
                placeholder="octo/web"
                autoComplete="off"
                spellCheck={false}
                value={claim.pattern}
                onChange={(event) => change(index, { pattern: event.currentTarget.value })}
              />
            </Group>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={`Remove claim ${index + 1}`}
              disabled={value.length === 1}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <Icon name="remove" />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      {error && (
        <Input.Error mt={4} role="alert">
          {error}
        </Input.Error>
      )}
      <Button
        mt="xs"
        variant="default"
        size="xs"
        leftSection={<Icon name="add" size={14} />}
        onClick={() => onChange([...value, newClaim()])}
      >
        Add a claim
      </Button>
    </Box>
  );
}
