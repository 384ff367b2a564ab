import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { formatMebibytes, formatNumber } from '../../format/quantities.ts';
import type { DeployValues } from './deploy-values.ts';
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
        withAsterisk={false}
        {...form.getInputProps('host')}
      />
      <TextInput
        label="Name"
        description={unikernelsLeft(rest)}
        maxLength={63}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        required
        withAsterisk={false}
        {...form.getInputProps('name')}
      />
      <NumberInput
        label="Memory in MiB"
        description={memoryLeft(rest)}
        min={1}
        allowDecimal={false}
        required
        withAsterisk={false}
        {...form.getInputProps('memory')}
      />
      <Textarea
        label="Arguments"
        description="One a line, as --port=443"
        autosize
        minRows={2}
        maxRows={10}
        spellCheck={false}
        autoCapitalize="off"
        {...form.getInputProps('arguments')}
      />
    </>
  );
}

function unikernelsLeft(rest: PolicyRest | null): string {
  const rule = 'Letters, digits, - and .';
  const left = rest?.unikernels ?? null;
  if (left === null) return rule;
  return `${rule} Your policy has room for ${formatNumber(left)} more ${left === 1 ? 'unikernel' : 'unikernels'}.`;
}

function memoryLeft(rest: PolicyRest | null): string | undefined {
  const left = rest?.memory ?? null;
  return left === null ? undefined : `${formatMebibytes(left)} are left of your policy.`;
}
