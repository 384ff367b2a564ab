import { MultiSelect, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { PolicyValues } from './policy-values.ts';

interface PlaceFieldsProps {
  readonly form: UseFormReturnType<PolicyValues>;
  readonly accounts: readonly string[];
  readonly hosts: readonly string[];
  readonly templates: readonly string[];
  /** Those that have a policy on the host already. */
  readonly given: readonly string[];
}

/** Whom a policy is for, where it holds, and what it is filled in from. */
export function PlaceFields({ form, accounts, hosts, templates, given }: PlaceFieldsProps) {
  const replaced = form.values.accounts.filter((account) => given.includes(account));
  return (
    <>
      <MultiSelect
        label="Accounts"
        description={replacing(replaced)}
        placeholder={form.values.accounts.length > 0 ? '' : 'Choose accounts'}
        data={[...new Set([...accounts, ...form.values.accounts])]}
        searchable
        hidePickedOptions
        nothingFoundMessage="There is no such active account."
        data-autofocus
        openOnFocus={false}
        {...form.getInputProps('accounts')}
      />
      <Select
        label="Host"
        placeholder="Choose a host"
        data={[...hosts]}
        allowDeselect={false}
        {...form.getInputProps('host')}
      />
      {templates.length > 0 && (
        <Select
          label="Template"
          description="Fills in the fields below, which you can still change."
          placeholder="None"
          data={[...templates]}
          clearable
          clearButtonProps={{ 'aria-label': 'No template' }}
          {...form.getInputProps('template')}
        />
      )}
    </>
  );
}

function replacing(accounts: readonly string[]): string {
  if (accounts.length === 0) return 'One or more.';
  const have = accounts.length === 1 ? 'has a policy' : 'have policies';
  return `${accounts.join(', ')} ${have} there, which this one replaces.`;
}
