import { Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { ArgumentsField } from '../../components/arguments-field.tsx';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';
import type { DeployValues } from './deploy-values.ts';
import { MemoryField } from './memory-field.tsx';
import { type PolicyRest, restOf, type UsableHost } from './usable-host.ts';

interface EssentialFieldsProps {
  readonly form: UseFormReturnType<DeployValues>;
  readonly hosts: readonly UsableHost[];
  /** The host that is chosen. */
  readonly host: UsableHost | undefined;
}

/** Where the unikernel runs, under what name, with how much memory, and how it is told what to do. */
export function EssentialFields({ form, hosts, host }: EssentialFieldsProps) {
  const rest = host ? restOf(host) : null;
  return (
    <>
      <Select
        label="Host"
        placeholder="Choose one"
        data={hosts.map(({ name, state }) => ({
          value: name,
          label: state === 'online' ? name : `${name}, ${state}`,
        }))}
        allowDeselect={false}
        required
        {...form.getInputProps('host')}
      />
      <VerbatimInput
        label="Name"
        description={unikernelsLeft(rest)}
        maxLength={63}
        required
        {...form.getInputProps('name')}
      />
      <MemoryField description={memoryLeft(rest)} {...form.getInputProps('memory')} />
      <ArgumentsField {...form.getInputProps('arguments')} />
    </>
  );
}

function unikernelsLeft(rest: PolicyRest | null): string {
  const rule = 'Letters, digits, hyphens and dots.';
  const left = rest?.unikernels ?? null;
  if (left === null) return rule;
  return `${rule} Your policy has room for ${formatNumber(left)} more ${left === 1 ? 'unikernel' : 'unikernels'}.`;
}

function memoryLeft(rest: PolicyRest | null): string | undefined {
  const left = rest?.memory ?? null;
  return left === null ? undefined : `Your policy has ${formatMebibytes(left)} left.`;
}
