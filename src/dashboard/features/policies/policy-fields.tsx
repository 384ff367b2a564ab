import { Checkbox, NumberInput, Select, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { ChipsField } from './chips-field.tsx';
import type { PolicyLimits } from './policy-limits.ts';
import type { PolicyValues } from './policy-values.ts';

interface PolicyFieldsProps {
  readonly form: UseFormReturnType<PolicyValues>;
  readonly limits: PolicyLimits;
  readonly accounts: readonly string[];
  readonly hosts: readonly string[];
  /** Whether it is one that is there: for whom and where it is stays. */
  readonly known: boolean;
}

/** All about a policy, with its limits beside. */
export function PolicyFields({ form, limits, accounts, hosts, known }: PolicyFieldsProps) {
  const { host, cpuids, bridges, volumes } = form.values;
  return (
    <Stack gap="sm">
      <Select
        label="Account"
        placeholder="Whom it is for"
        data={[...accounts]}
        searchable
        nothingFoundMessage="There is no such active account."
        disabled={known}
        allowDeselect={false}
        data-autofocus={!known || undefined}
        openOnFocus={false}
        {...form.getInputProps('account')}
      />
      <Select
        label="Host"
        placeholder="Where it holds"
        data={[...hosts]}
        disabled={known}
        allowDeselect={false}
        {...form.getInputProps('host')}
      />
      <NumberInput
        label="Unikernels"
        description={limits.unikernels}
        {...counting}
        min={1}
        data-autofocus={known || undefined}
        {...form.getInputProps('unikernels')}
      />
      <NumberInput
        label="Memory in MiB"
        description={limits.memory}
        {...counting}
        min={1}
        {...form.getInputProps('memory')}
      />
      <Checkbox label="Volumes" {...form.getInputProps('volumes', { type: 'checkbox' })} />
      {volumes && (
        <NumberInput
          label="Storage in MiB"
          description={limits.storage}
          {...counting}
          min={0}
          {...form.getInputProps('storage')}
        />
      )}
      {host && (
        <>
          <ChipsField
            label="CPUs"
            description="Each unikernel runs on one of these."
            options={united(limits.cpuids, cpuids)}
            {...form.getInputProps('cpuids')}
          />
          <ChipsField
            label="Bridges"
            description="Networks that unikernels may be attached to."
            options={united(limits.bridges, bridges)}
            {...form.getInputProps('bridges')}
          />
        </>
      )}
    </Stack>
  );
}

const counting = { allowDecimal: false, allowNegative: false, thousandSeparator: ',' } as const;

/** What can be chosen: what the host has, and what was chosen before. */
const united = (has: readonly string[], chosen: readonly string[]) => [
  ...new Set([...has, ...chosen]),
];
